package io.privicore.application.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.DirectoryCommand.AddStorage;
import io.privicore.application.command.DirectoryCommand.RemoveStorage;
import io.privicore.application.command.DirectoryCommand.RemoveUser;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.TokenText;
import io.privicore.application.directory.DirectorySituation.User;
import io.privicore.application.port.ChannelMessage.DataDelivered;
import io.privicore.application.query.Paging;
import io.privicore.application.query.StorageQuery.ListStorage;
import io.privicore.application.query.StorageQuery.StorageView;
import io.privicore.application.query.TokenQuery.ListTokens;
import io.privicore.application.query.TokenQuery.Replicas;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A device of an organisation, the vault, and two of its users. Devices answer at once. */
abstract class SharingSituation {

    static final String LAST_REPLICA = "storage.last_replica";

    final DirectorySituation situation = new DirectorySituation();
    final PlatformInMemory platform = situation.platform;
    final Caller owner = situation.owner;
    final User ada = situation.anInvited(Role.MEMBER);
    final User grace = situation.aUser(Role.MEMBER);
    final List<DeviceId> devices = new ArrayList<>();
    final DeviceId vault = aDevice(owner);

    final DeviceId aDevice(Caller caller) {
        var device = platform.aStorageDevice(caller);
        platform.links.answerAtOnce(device, platform.reports);
        devices.add(device);
        return device;
    }

    final void share(User... users) {
        for (var user : users) {
            assertThat(situation.result(owner, new AddStorage(situation.directory, user.id(), vault)))
                    .isEqualTo("done");
        }
        later();
    }

    final String unshare(User user, boolean force) {
        var result = situation.result(owner, new RemoveStorage(situation.directory, user.id(), vault, force));
        later();
        return result;
    }

    final String leave(User user) {
        var result = situation.result(user.caller(), new RemoveUser(situation.directory, user.id()));
        later();
        return result;
    }

    /** Lets happen what happens by itself. */
    final void later() {
        for (int i = 0; i < 4; i++) {
            platform.clock.advance(Duration.ofSeconds(20));
            devices.forEach(platform.links::beat);
            platform.keepHouse();
        }
        devices.forEach(device -> platform.links.work(device, platform.reports));
    }

    final Optional<String> read(User user, TokenText token) {
        int before = platform.channels.told(DataDelivered.class).size();
        platform.submit(user.caller(), new TokenCommand.RequestData(token, PlatformInMemory.SITE));
        return platform.channels.told(DataDelivered.class).stream()
                .skip(before)
                .map(DataDelivered::data)
                .map(data -> new String(data.view(), UTF_8))
                .findFirst();
    }

    final List<StorageView> seenByAll(Caller caller) {
        return platform.ask(caller, new ListStorage());
    }

    final StorageView seenBy(Caller caller) {
        return seenByAll(caller).stream()
                .filter(view -> view.device().device().equals(vault))
                .findFirst()
                .orElseThrow();
    }

    final Replicas replicas(User user) {
        return platform.ask(user.caller(), new ListTokens(List.of(), false, Paging.FIRST))
                .items()
                .getFirst()
                .replicas();
    }
}
