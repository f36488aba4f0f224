package io.privicore.adapters.rest.directory;

import io.privicore.adapters.rest.device.DeviceResource;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.query.DirectoryQuery.DirectoryDeviceView;
import io.privicore.application.query.DirectoryQuery.DirectoryView;
import io.privicore.application.query.DirectoryQuery.InvitationView;
import io.privicore.application.query.DirectoryQuery.ListUsers;
import io.privicore.application.query.DirectoryQuery.UserField;
import io.privicore.application.query.DirectoryQuery.UserFilter;
import io.privicore.application.query.DirectoryQuery.UserSort;
import io.privicore.application.query.DirectoryQuery.UserView;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.MemberState;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.ProfileId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the fields that the operations on directories share are read, and how their answers look. */
final class DirectoryFields {

    static final Function<String, DirectoryId> DIRECTORY_ID = Values.id(DirectoryId::new);
    static final Function<String, ProfileId> PROFILE_ID = Values.id(ProfileId::new);
    static final Function<String, InvitationId> INVITATION_ID = Values.id(InvitationId::new);

    static final String DIRECTORY = "9d3f0a64-2f0e-4d0b-8f43-0f6f8f2f7a11";
    static final String PROFILE = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";
    static final String DEVICE = "7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11";
    static final String INVITATION = "c2a1f0d4-7a63-4c2c-9a53-2f1d7f0f9b20";

    /** Longer than anything that a user's fields can hold. */
    private static final int LONGEST_FILTER = 256;

    private DirectoryFields() {}

    static DirectoryId directory(Form form) {
        return form.required("directoryId", DIRECTORY_ID);
    }

    static ProfileId profile(Form form) {
        return form.required("profileId", PROFILE_ID);
    }

    static Optional<Role> role(Form form) {
        return form.optional("role", text -> oneOf(Role.class, text));
    }

    static Optional<MemberState> state(Form form) {
        return form.optional("state", text -> oneOf(MemberState.class, text));
    }

    static ListUsers users(DirectoryId directory, Form form) {
        var filter = form.group("filters").map(DirectoryFields::filter).orElse(UserFilter.ALL);
        var sort = form.optional("sort", DirectoryFields::sort, UserSort.DEFAULT);
        return new ListUsers(directory, filter, sort, Values.paging(form));
    }

    static Json view(DirectoryView directory) {
        return Json.of("directoryId", directory.directory())
                .with("directoryName", directory.name())
                .with("directoryShortName", directory.shortName())
                .with("ownerProfileId", directory.owner())
                .with("role", directory.role().wire())
                .with("users", directory.users())
                .with("devices", directory.devices())
                .with("meta", directory.meta().fields())
                .with("createdAt", directory.createdAt());
    }

    static Json view(UserView user) {
        return Json.of("profileId", user.profile())
                .with("username", user.username())
                .with("givenName", user.givenName())
                .with("familyName", user.familyName())
                .with("email", user.email())
                .with("externalId", user.externalId())
                .with("role", user.role().wire())
                .with("state", wire(user.state()))
                .with("managed", user.managed())
                .with("publicKey", user.publicKey())
                .with("devices", user.devices())
                .with("meta", user.meta().fields())
                .with("createdAt", user.createdAt())
                .with("lastSeenAt", user.lastSeenAt());
    }

    static Json view(InvitationView invitation) {
        return Json.of("invitationId", invitation.invitation())
                .with("directoryId", invitation.directory())
                .with("directoryName", invitation.directoryName())
                .with("profileId", invitation.profile())
                .with("username", invitation.username())
                .with("inviterProfileId", invitation.inviter())
                .with("role", invitation.role().wire())
                .with("state", wire(invitation.state()))
                .with("sentAt", invitation.sentAt())
                .with("expiresAt", invitation.expiresAt());
    }

    static Json view(DirectoryDeviceView device) {
        return DeviceResource.view(device.device())
                .with("ownerProfileId", device.owner())
                .with("createdByDirectory", device.createdByDirectory())
                .with(
                        "storesForProfileIds",
                        device.profiles().stream().map(ProfileId::toString).toList());
    }

    private static UserFilter filter(Form form) {
        Map<UserField, String> wanted = new EnumMap<>(UserField.class);
        for (var name : form.names()) {
            // A mistyped filter must not list everybody.
            var field = field(name).filter(known -> known != UserField.CREATED_AT);
            if (field.isPresent()) {
                form.optional(name, Values.upTo(LONGEST_FILTER)).ifPresent(text -> wanted.put(field.get(), text));
            } else {
                form.fault(name, "unknown", "there is no such filter");
            }
        }
        return new UserFilter(wanted);
    }

    private static UserSort sort(String text) {
        boolean descending = text.startsWith("-");
        return field(descending ? text.substring(1) : text)
                .map(field -> new UserSort(field, descending))
                .orElseThrow(() -> new IllegalArgumentException("Expected %s, or one of them after a hyphen"
                        .formatted(Arrays.stream(UserField.values())
                                .map(UserField::wire)
                                .collect(Collectors.joining(", ")))));
    }

    private static Optional<UserField> field(String name) {
        return Arrays.stream(UserField.values())
                .filter(field -> field.wire().equals(name))
                .findFirst();
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> wire(constant).equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected one of %s"
                        .formatted(Arrays.stream(type.getEnumConstants())
                                .map(DirectoryFields::wire)
                                .collect(Collectors.joining(", ")))));
    }

    private static String wire(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
