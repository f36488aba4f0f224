package io.privicore.application.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.CommandId;
import io.privicore.application.pipeline.Held;
import io.privicore.application.port.DevicePresences.Report;
import io.privicore.application.port.PlainPublicKeys;
import io.privicore.application.query.DeviceQuery.ConfigurationView;
import io.privicore.application.query.DeviceQuery.DeviceView;
import io.privicore.application.query.DeviceQuery.OfProfile;
import io.privicore.application.query.DeviceQuery.OfferPairing;
import io.privicore.application.query.DeviceQuery.Pair;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.device.DeviceState;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.policy.Conditions;
import io.privicore.domain.policy.Parameter;
import io.privicore.domain.profile.PublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class APairedDeviceTest {

    private static final Set<DeviceRole> BOTH = EnumSet.allOf(DeviceRole.class);
    private static final Caller STRANGER = Caller.anonymous("10.0.0.9");

    private static byte[] filled(int value) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static DeviceKeys keys() {
        return new DeviceKeys(PlainPublicKeys.signed(filled(7)), Bytes.wrap(filled(5)));
    }

    private static Pair request(String token, Set<DeviceRole> roles) {
        return new Pair(token, new Name("a phone"), keys(), roles);
    }

    private static ConfigurationView pair(PlatformInMemory platform, String token, Set<DeviceRole> roles) {
        return platform.ask(STRANGER, request(token, roles));
    }

    private static void assertRefused(Reason reason, ThrowingCallable action) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(action).satisfies(refusal -> assertThat(refusal.reason())
                .isEqualTo(reason));
    }

    @Nested
    final class OfAnOwnerWithoutPolicies {

        private final PlatformInMemory platform = new PlatformInMemory();
        private final Caller owner = platform.anActiveProfile();

        private String offer(Set<DeviceRole> roles) {
            return platform.ask(owner, new OfferPairing(roles, Optional.empty()))
                    .token()
                    .value();
        }

        private List<DeviceView> devices() {
            return platform.ask(owner, new OfProfile());
        }

        @Test
        void isActiveUnderItsKeysInItsRolesAndMayConnect() {
            var configuration = pair(platform, offer(BOTH), BOTH);

            assertThat(devices()).singleElement().satisfies(device -> {
                assertThat(device.device()).isEqualTo(configuration.device());
                assertThat(device.name()).isEqualTo("a phone");
                assertThat(device.state()).isEqualTo(DeviceState.ACTIVE);
                assertThat(device.roles()).isEqualTo(BOTH);
                assertThat(device.publicKey()).contains(keys().sealing().hex());
            });
            assertThat(platform.accounts.passwordOf(configuration.device())).contains(configuration.brokerPassword());
            assertThat(platform.outbox.types())
                    .endsWith(
                            "profile.pairing-offered",
                            "device.requested",
                            "device.approved",
                            "device.keys-pinned",
                            "storage.registered",
                            "authenticator.registered",
                            "device.paired");
            assertThat(hello(configuration, keys())).isTrue();
        }

        @Test
        void doesNotConnectUnderOtherKeys() {
            var configuration = pair(platform, offer(BOTH), BOTH);
            var others = new DeviceKeys(keys().sealing(), Bytes.wrap(filled(6)));

            assertThat(hello(configuration, others)).isFalse();
        }

        private boolean hello(ConfigurationView configuration, DeviceKeys shown) {
            return platform.reports.hello(configuration.device(), shown, new Report(0, 0, 0), platform.clock.instant());
        }

        @Test
        void hasNoRoleThatItDidNotAskFor() {
            pair(platform, offer(BOTH), Set.of());

            assertThat(devices()).singleElement().satisfies(device -> assertThat(device.roles())
                    .isEmpty());
        }

        @Test
        void hasNoRoleThatWasNotOffered() {
            var token = offer(Set.of(DeviceRole.STORAGE));

            assertRefused(Reason.PAIRING_ROLE_NOT_OFFERED, () -> pair(platform, token, BOTH));

            assertThat(devices()).isEmpty();
            assertThat(pair(platform, token, Set.of(DeviceRole.STORAGE))).isNotNull();
        }

        @Test
        void usesUpItsToken() {
            var token = offer(BOTH);
            pair(platform, token, BOTH);

            assertRefused(Reason.PAIRING_TOKEN_USED, () -> pair(platform, token, BOTH));

            assertThat(devices()).hasSize(1);
        }

        @Test
        void showsATokenThatIsNotOlderThanFiveMinutes() {
            var token = offer(BOTH);

            platform.clock.advance(Duration.ofMinutes(5));

            assertRefused(Reason.PAIRING_TOKEN_INVALID, () -> pair(platform, token, BOTH));
        }

        @Test
        void showsATokenThatIsAmongTheLastOnesOffered() {
            var oldest = offer(BOTH);
            for (int i = 0; i < PlatformInMemory.OFFERS; i++) {
                offer(BOTH);
            }

            assertRefused(Reason.PAIRING_TOKEN_INVALID, () -> pair(platform, oldest, BOTH));
        }

        @Test
        void isNotComeByByGuessing() {
            for (int i = 0; i < 4; i++) {
                assertRefused(Reason.PAIRING_TOKEN_INVALID, () -> pair(platform, "qr-guessed", BOTH));
            }

            assertRefused(Reason.THROTTLED, () -> pair(platform, offer(BOTH), BOTH));
        }

        @Test
        void showsKeysThatAreSound() {
            var token = offer(BOTH);
            var weak = new DeviceKeys(keys().sealing(), Bytes.wrap(new byte[32]));
            var malformed = new DeviceKeys(new PublicKey("0a".repeat(PublicKey.LENGTH / 2)), keys().signing());

            assertRefused(
                    Reason.PUBLIC_KEY_WEAK,
                    () -> platform.ask(STRANGER, new Pair(token, new Name("a phone"), weak, BOTH)));
            assertRefused(
                    Reason.PUBLIC_KEY_UNKNOWN_VERSION,
                    () -> platform.ask(STRANGER, new Pair(token, new Name("a phone"), malformed, BOTH)));
        }

        @Test
        void comesAgainWithItsTokenWhenTheBrokerIsBack() {
            var token = offer(BOTH);
            platform.accounts.setDown(true);
            assertRefused(Reason.BROKER_UNAVAILABLE, () -> pair(platform, token, BOTH));
            assertThat(devices()).isEmpty();
            platform.accounts.setDown(false);

            assertThat(pair(platform, token, BOTH)).isNotNull();
        }
    }

    /** Whatever the separate operations would have waited for. */
    @Nested
    final class OfAnOwnerWithPolicies {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "device.pair",
                    "device.request",
                    "device.approve",
                    "device.retrieve-configuration",
                    "storage.register",
                    "authenticator.register"
                })
        void isNotThereWithoutTheVotesOfAnyOperationItBundles(String operation) {
            var gated = new Gated();
            gated.situation.gate(operation);

            var permit = gated.heldOffer(BOTH);
            assertRefused(Reason.COMMAND_NOT_FOUND, () -> gated.offer(BOTH, permit));
            gated.situation.approve();

            gated.pair(gated.offer(BOTH, permit), BOTH);
            assertThat(gated.paired()).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"device.approve", "storage.register", "authenticator.register"})
        void isNotThereByATokenFromBeforeThePolicy(String operation) {
            var gated = new Gated();
            var token = gated.offer(BOTH);
            gated.situation.gate(operation);

            assertRefused(Reason.POLICY_DENIED, () -> gated.pair(token, BOTH));

            assertThat(gated.paired()).isEmpty();
        }

        @Test
        void isNotThereWhenTheVotersSayNo() {
            var gated = new Gated();
            gated.situation.gate("device.approve");
            var permit = gated.heldOffer(BOTH);

            gated.situation.deny();

            assertRefused(Reason.COMMAND_NOT_FOUND, () -> gated.offer(BOTH, permit));
        }

        @Test
        void isNotThereInMoreRolesThanTheVotesWereOn() {
            var gated = new Gated();
            gated.situation.gate("device.approve");
            var storage = Set.of(DeviceRole.STORAGE);
            var permit = gated.heldOffer(storage);
            gated.situation.approve();

            assertRefused(Reason.COMMAND_NOT_FOUND, () -> gated.offer(BOTH, permit));
            var token = gated.offer(storage, permit);
            assertRefused(Reason.PAIRING_ROLE_NOT_OFFERED, () -> gated.pair(token, BOTH));
        }

        @Test
        void needsTheVoteOfARoleOnlyWhereItHasTheRole() {
            var gated = new Gated();
            gated.situation.gate("authenticator.register");

            gated.pair(gated.offer(Set.of(DeviceRole.STORAGE)), Set.of(DeviceRole.STORAGE));

            assertThat(gated.paired()).singleElement().satisfies(device -> assertThat(device.roles())
                    .containsExactly(DeviceRole.STORAGE));
        }

        @Test
        void isNotThereFromAnAddressWhosePolicyWasNotAsked() {
            var gated = new Gated();
            gated.situation.gate(
                    "device.approve",
                    new Conditions(Map.of(Parameter.ADDRESS_RANGE, List.of(STRANGER.address() + "/32"))));
            var token = gated.offer(BOTH);

            assertRefused(Reason.POLICY_DENIED, () -> gated.pair(token, BOTH));
        }

        @Test
        void isVotedOnOnceForPoliciesThatVoteAlike() {
            var gated = new Gated();
            gated.situation.gate("device.approve");
            gated.situation.gate("authenticator.register");

            gated.heldOffer(BOTH);

            assertThat(gated.situation.polls()).singleElement().satisfies(poll -> assertThat(
                            poll.motion().attributes())
                    .containsEntry("operation", "device.pair")
                    .containsEntry("roles", "authenticator, storage")
                    .containsEntry("policies", "gate of device.approve, gate of authenticator.register"));
        }
    }

    private static final class Gated {

        final VotingSituation situation = new VotingSituation();
        private final PlatformInMemory platform = situation.platform;

        String offer(Set<DeviceRole> roles) {
            return platform.ask(situation.owner, new OfferPairing(roles, Optional.empty()))
                    .token()
                    .value();
        }

        String offer(Set<DeviceRole> roles, CommandId permit) {
            return platform.ask(situation.owner, new OfferPairing(roles, Optional.of(permit)))
                    .token()
                    .value();
        }

        CommandId heldOffer(Set<DeviceRole> roles) {
            return catchThrowableOfType(Held.class, () -> offer(roles)).command();
        }

        void pair(String token, Set<DeviceRole> roles) {
            APairedDeviceTest.pair(platform, token, roles);
        }

        List<DeviceView> paired() {
            return platform.ask(situation.owner, new OfProfile()).stream()
                    .filter(device -> device.name().equals("a phone"))
                    .toList();
        }
    }
}
