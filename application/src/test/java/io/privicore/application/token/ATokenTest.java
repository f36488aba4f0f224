package io.privicore.application.token;

import static io.privicore.application.PlatformInMemory.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.RequestId;
import io.privicore.application.command.TokenCommand.ConfigureRisk;
import io.privicore.application.command.TokenCommand.Delete;
import io.privicore.application.command.TokenCommand.Exchange;
import io.privicore.application.command.TokenCommand.RequestData;
import io.privicore.application.command.TokenCommand.Update;
import io.privicore.application.command.TokenText;
import io.privicore.application.port.ChannelMessage.CommandOutcome;
import io.privicore.application.port.ChannelMessage.DataDelivered;
import io.privicore.application.port.ChannelMessage.DataRefused;
import io.privicore.application.port.RecordedChannels.Told;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.Page;
import io.privicore.application.query.Paging;
import io.privicore.application.query.TokenQuery.ListTokens;
import io.privicore.application.query.TokenQuery.TokenView;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.Attributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ATokenTest {

    private final PlatformInMemory platform = new PlatformInMemory();
    private final Caller owner = platform.anActiveProfile();
    private final DeviceId first = platform.aStorageDevice(owner);
    private final DeviceId second = platform.aStorageDevice(owner);
    private final TokenText token = platform.aToken(owner, "payload", first, second);

    private Page<TokenView> list(boolean deleted) {
        return platform.ask(owner, new ListTokens(List.of(), deleted, Paging.FIRST));
    }

    @Nested
    final class ThatIsRequested {

        @Test
        void isDeliveredAsItWasHandedIn() {
            var command = platform.submit(owner, new RequestData(token, PlatformInMemory.SITE));

            assertThat(platform.channels.told(DataDelivered.class))
                    .singleElement()
                    .satisfies(delivered -> {
                        assertThat(delivered.request()).isEqualTo(RequestId.of(command));
                        assertThat(delivered.data()).isEqualTo(bytes("payload"));
                        assertThat(delivered.context()).isEqualTo("letters");
                    });
            assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.SUCCEEDED);
        }

        @Test
        void isDeliveredBeforeItsOutcomeIsTold() {
            var command = platform.submit(owner, new RequestData(token, PlatformInMemory.SITE));

            var told = platform.channels.all().stream().map(Told::message).toList();
            var delivered =
                    told.indexOf(platform.channels.told(DataDelivered.class).getFirst());
            var outcome = told.indexOf(platform.channels.told(CommandOutcome.class).stream()
                    .filter(message -> message.command().equals(command))
                    .findFirst()
                    .orElseThrow());

            assertThat(delivered).isLessThan(outcome);
        }

        @Test
        void comesFromTheOtherDeviceWhenOneLies() {
            platform.links.setLying(first, true);

            platform.submit(owner, new RequestData(token, PlatformInMemory.SITE));
            platform.submit(owner, new RequestData(token, PlatformInMemory.SITE));

            assertThat(platform.channels.told(DataDelivered.class))
                    .hasSize(2)
                    .allSatisfy(delivered -> assertThat(delivered.data()).isEqualTo(bytes("payload")));
        }

        @Test
        void comesFromTheOtherDeviceWhenOneIsAway() {
            platform.links.setAway(second, true);

            platform.submit(owner, new RequestData(token, PlatformInMemory.SITE));

            assertThat(platform.channels.told(DataDelivered.class)).hasSize(1);
        }

        @Test
        void isRefusedWhenNoDeviceHasIt() {
            platform.links.lose(first);
            platform.links.lose(second);

            var command = platform.submit(owner, new RequestData(token, PlatformInMemory.SITE));

            assertThat(platform.outcome(owner, command).body()).contains("storage.unavailable");
            assertThat(platform.channels.told(DataRefused.class))
                    .singleElement()
                    .satisfies(refused -> assertThat(refused.reason()).isEqualTo("storage.unavailable"));
        }

        @Test
        void isRefusedWithNothingAcceptedWhileTheBrokerIsAway() {
            platform.links.setDown(true);

            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> platform.submit(owner, new RequestData(token, PlatformInMemory.SITE)))
                    .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.BROKER_UNAVAILABLE));
        }

        @Test
        void isMissingForSomebodyElse() {
            var stranger = platform.anActiveProfile();

            assertThat(platform.done(stranger, new RequestData(token, PlatformInMemory.SITE))
                            .body())
                    .contains("data_token.not_found");
            assertThat(platform.channels.told(DataRefused.class))
                    .singleElement()
                    .satisfies(refused -> assertThat(refused.reason()).isEqualTo("data_token.not_found"));
        }
    }

    @Nested
    final class ThatIsUpdated {

        private final Update update = new Update(token, bytes("second"), Attributes.NONE);

        @Test
        void servesTheVersionBeforeUntilDevicesHoldTheNext() {
            var command = platform.submit(owner, update);
            platform.submit(owner, new RequestData(token, PlatformInMemory.SITE));
            platform.links.work(first, platform.reports);
            platform.submit(owner, new RequestData(token, PlatformInMemory.SITE));

            assertThat(platform.outcome(owner, command).state()).isEqualTo(CommandState.SUCCEEDED);
            assertThat(platform.channels.told(DataDelivered.class))
                    .extracting(DataDelivered::data)
                    .containsExactly(bytes("payload"), bytes("second"));
        }

        @Test
        void keepsOneVersionOnDevices() {
            platform.submit(owner, update);
            platform.links.work(first, platform.reports);
            platform.links.work(second, platform.reports);
            platform.settle();
            platform.links.work(first, platform.reports);
            platform.links.work(second, platform.reports);

            assertThat(platform.links.heldBy(first)).hasSize(1).isEqualTo(platform.links.heldBy(second));
        }

        @Test
        void keepsMetadataGroupsThatTheUpdateDoesNotName() {
            platform.submit(owner, new ConfigureRisk(token, new Metadata(Map.of("classification", "secret"))));

            platform.submit(owner, update);
            platform.links.work(first, platform.reports);

            assertThat(list(false).items()).singleElement().satisfies(view -> {
                assertThat(view.risk().text("classification")).contains("secret");
                assertThat(view.version()).isEqualTo(2);
            });
        }

        @Test
        void takesOneUpdateAtATime() {
            platform.submit(owner, update);

            assertThat(platform.done(owner, update).body()).contains("data_token.busy");
        }

        @Test
        void keepsTheVersionBeforeWhenNoDeviceAnswers() {
            var command = platform.submit(owner, update);

            platform.clock.advance(Duration.ofMinutes(5));
            platform.settle();
            platform.submit(owner, new RequestData(token, PlatformInMemory.SITE));

            assertThat(platform.outcome(owner, command).body()).contains("storage.no_acknowledgement");
            assertThat(platform.channels.told(DataDelivered.class))
                    .extracting(DataDelivered::data)
                    .containsExactly(bytes("payload"));
        }
    }

    @Nested
    final class ThatIsDeleted {

        @Test
        void cannotBeReadFromThatMomentEvenWhileDevicesHoldIt() {
            platform.submit(owner, new Delete(token));

            assertThat(platform.links.heldBy(first)).isNotEmpty();
            assertThat(platform.done(owner, new RequestData(token, PlatformInMemory.SITE))
                            .body())
                    .contains("data_token.not_found");
            assertThat(list(false).items()).isEmpty();
        }

        @Test
        void answersForItsErasureDeviceByDevice() {
            platform.submit(owner, new Delete(token));
            platform.settle();
            platform.links.work(first, platform.reports);

            assertThat(list(true).items()).singleElement().satisfies(view -> assertThat(view.erasure())
                    .hasValueSatisfying(erasure -> {
                        assertThat(erasure.confirmed()).isEqualTo(1);
                        assertThat(erasure.expected()).isEqualTo(2);
                    }));
        }

        @Test
        void isErasedOnADeviceThatWasAwayWhenItComesBack() {
            platform.links.setDown(true);
            platform.submit(owner, new Delete(token));
            platform.settle();

            platform.links.setDown(false);
            platform.clock.advance(Duration.ofMinutes(1));
            platform.settle();
            platform.links.work(first, platform.reports);

            assertThat(platform.links.heldBy(first)).isEmpty();
        }

        @Test
        void cannotBeExchangedAgain() {
            platform.submit(owner, new Delete(token));

            assertThat(platform.done(owner, new Exchange(token, bytes("again"))).body())
                    .contains("data_token.already_exchanged");
        }

        @Test
        void endsAnUpdateThatIsUnderWay() {
            var update = platform.submit(owner, new Update(token, bytes("second"), Attributes.NONE));

            platform.submit(owner, new Delete(token));
            platform.links.work(first, platform.reports);

            assertThat(platform.outcome(owner, update).body()).contains("data_token.not_found");
            assertThat(list(false).items()).isEmpty();
        }
    }
}
