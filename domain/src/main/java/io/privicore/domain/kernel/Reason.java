package io.privicore.domain.kernel;

/**
 * Every reason for which something can be refused: the contract's machine-readable key and the kind that decides how an
 * edge answers. Keys are part of the contract and never change.
 */
public enum Reason {
    UNAUTHENTICATED("access.unauthenticated", Kind.UNAUTHENTICATED),
    INVALID_CREDENTIALS("profile.invalid_credentials", Kind.UNAUTHENTICATED),
    INSUFFICIENT_SCOPE("oauth.insufficient_scope", Kind.FORBIDDEN),
    THROTTLED("access.throttled", Kind.THROTTLED),

    PUBLIC_KEY_MISSING("profile.public_key_missing", Kind.FORBIDDEN),
    PROFILE_SUSPENDED("profile.suspended", Kind.FORBIDDEN),
    PROFILE_NOT_FOUND("profile.not_found", Kind.MISSING),
    USERNAME_TAKEN("profile.username_taken", Kind.CONFLICT),
    CURRENT_PASSWORD_MISMATCH("profile.current_password_mismatch", Kind.CONFLICT),
    PASSWORD_REUSED("profile.password_reused", Kind.CONFLICT),
    PASSWORD_WEAK("profile.password_weak", Kind.INVALID, "password"),
    PASSWORD_BREACHED("password.breached", Kind.INVALID, "password"),
    PASSWORD_TOO_YOUNG("profile.password_too_young", Kind.CONFLICT),
    PASSWORD_EXPIRED("profile.password_expired", Kind.UNAUTHENTICATED),

    PUBLIC_KEY_MALFORMED("public_key.malformed", Kind.INVALID, "publicKey"),
    PUBLIC_KEY_UNKNOWN_VERSION("public_key.unknown_version", Kind.INVALID, "publicKey"),
    PUBLIC_KEY_CHECKSUM_MISMATCH("public_key.checksum_mismatch", Kind.INVALID, "publicKey"),
    PUBLIC_KEY_WEAK("public_key.weak", Kind.INVALID, "publicKey"),
    PUBLIC_KEY_NOT_FOUND("public_key.not_found", Kind.MISSING),

    METADATA_TOO_LARGE("metadata.too_large", Kind.INVALID, "meta"),

    COMMAND_NOT_FOUND("command.not_found", Kind.MISSING),
    IDEMPOTENCY_CONFLICT("command.idempotency_conflict", Kind.CONFLICT),
    COMMAND_CONFLICT("command.conflict", Kind.UNAVAILABLE),
    COMMAND_FAILED("command.failed", Kind.UNAVAILABLE),
    POLICY_DENIED("policy.denied", Kind.FORBIDDEN),

    DATA_TOKEN_NOT_FOUND("data_token.not_found", Kind.MISSING),
    DATA_TOKEN_EXPIRED("data_token.expired", Kind.CONFLICT),
    DATA_TOKEN_ALREADY_EXCHANGED("data_token.already_exchanged", Kind.CONFLICT),
    DATA_TOKEN_NOT_EXCHANGED("data_token.not_exchanged", Kind.CONFLICT),
    DATA_TOKEN_BUSY("data_token.busy", Kind.CONFLICT),
    PAYLOAD_TOO_LARGE("data_token.payload_too_large", Kind.TOO_LARGE),

    STREAM_TOKEN_INVALID("stream.token_invalid", Kind.MALFORMED),
    STREAM_INCOMPLETE("stream.incomplete", Kind.MALFORMED),
    STREAM_TOO_LARGE("stream.too_large", Kind.TOO_LARGE),
    STREAM_DIGEST_MISMATCH("stream.digest_mismatch", Kind.INVALID, "Content-Digest"),

    DEVICE_NOT_FOUND("device.not_found", Kind.MISSING),
    DEVICE_NOT_PENDING("device.not_pending", Kind.CONFLICT),
    DEVICE_NOT_ACTIVE("device.not_active", Kind.CONFLICT),
    DEVICE_CONFIGURATION_ALREADY_RETRIEVED("device.configuration_already_retrieved", Kind.INVALID),

    PAIRING_TOKEN_INVALID("device.pairing_token_invalid", Kind.UNAUTHENTICATED),
    PAIRING_TOKEN_USED("device.pairing_token_used", Kind.INVALID, "qrToken"),
    PAIRING_ROLE_NOT_OFFERED("device.pairing_role_not_offered", Kind.INVALID, "roles"),

    STORAGE_NO_DEVICE("storage.no_device", Kind.CONFLICT),
    STORAGE_NOT_REGISTERED("storage.not_registered", Kind.CONFLICT),
    STORAGE_ALREADY_REGISTERED("storage.already_registered", Kind.CONFLICT),
    STORAGE_LAST_REPLICA("storage.last_replica", Kind.CONFLICT),
    STORAGE_DEVICE_OFFLINE("storage.device_offline", Kind.CONFLICT),
    STORAGE_SYNC_BUSY("storage.sync_busy", Kind.CONFLICT),
    STORAGE_NO_ACKNOWLEDGEMENT("storage.no_acknowledgement", Kind.UNAVAILABLE),
    STORAGE_UNAVAILABLE("storage.unavailable", Kind.UNAVAILABLE),

    AUTHENTICATOR_ALREADY_REGISTERED("authenticator.already_registered", Kind.CONFLICT),
    AUTHENTICATOR_NOT_REGISTERED("authenticator.not_registered", Kind.CONFLICT),

    VOTING_CONFIGURATION_NOT_FOUND("voting_configuration.not_found", Kind.MISSING),
    VOTING_CONFIGURATION_NAME_TAKEN("voting_configuration.name_taken", Kind.CONFLICT),
    VOTING_CONFIGURATION_IN_USE("voting_configuration.in_use", Kind.CONFLICT),
    VOTING_CONFIGURATION_TOO_MANY("voting_configuration.too_many", Kind.CONFLICT),
    VOTING_UNREACHABLE("voting.unreachable", Kind.CONFLICT),
    POLL_NOT_FOUND("voting.poll_not_found", Kind.MISSING),
    POLL_CLOSED("voting.poll_closed", Kind.CONFLICT),
    POLL_TOO_MANY("voting.too_many_open", Kind.CONFLICT),
    BALLOT_NOT_FOUND("voting.ballot_not_found", Kind.MISSING),
    BALLOT_CLOSED("voting.ballot_closed", Kind.CONFLICT),
    VOTE_SIGNATURE_INVALID("voting.signature_invalid", Kind.INVALID, "signature"),

    POLICY_NOT_FOUND("policy.not_found", Kind.MISSING),
    POLICY_NAME_TAKEN("policy.name_taken", Kind.CONFLICT),
    POLICY_TOO_MANY("policy.too_many", Kind.CONFLICT),
    POLICY_UNKNOWN_TEMPLATE("policy.unknown_template", Kind.INVALID, "policyTemplateId"),
    POLICY_UNKNOWN_EVENT("policy.unknown_event", Kind.INVALID, "applyingEventIds"),
    POLICY_UNKNOWN_PARAMETER("policy.unknown_parameter", Kind.INVALID, "configuration"),

    OAUTH_APPLICATION_NOT_FOUND("oauth.application_not_found", Kind.MISSING),
    OAUTH_TOO_MANY("oauth.too_many", Kind.CONFLICT),
    OAUTH_ALREADY_RETRIEVED("oauth.already_retrieved", Kind.INVALID),
    OAUTH_UNKNOWN_CLIENT("oauth.unknown_client", Kind.MISSING),
    OAUTH_SCOPE_NOT_REGISTERED("oauth.scope_not_registered", Kind.CONFLICT),
    OAUTH_NONCE_USED("oauth.nonce_used", Kind.CONFLICT),
    OAUTH_CODE_NOT_FOUND("oauth.code_not_found", Kind.MISSING),
    OAUTH_INVALID_CLIENT("oauth.invalid_client", Kind.UNAUTHENTICATED),
    OAUTH_INVALID_GRANT("oauth.invalid_grant", Kind.UNAUTHENTICATED),
    OAUTH_REDIRECT_MISMATCH("oauth.redirect_mismatch", Kind.MALFORMED),
    OAUTH_GRANT_ENDED("oauth.grant_ended", Kind.FORBIDDEN),
    DIRECTORY_NOT_FOUND("directory.not_found", Kind.MISSING),
    DIRECTORY_FORBIDDEN("directory.forbidden", Kind.FORBIDDEN),
    DIRECTORY_SHORT_NAME_TAKEN("directory.short_name_taken", Kind.CONFLICT),
    DIRECTORY_SETTINGS_MALFORMED("directory.settings_malformed", Kind.INVALID, "meta"),
    DIRECTORY_OWNER_STAYS("directory.owner_stays", Kind.CONFLICT),
    DIRECTORY_ALREADY_MEMBER("directory.already_member", Kind.CONFLICT),
    DIRECTORY_NOT_MANAGED("directory.not_managed", Kind.CONFLICT),
    DIRECTORY_EXTERNAL_ID_TAKEN("directory.external_id_taken", Kind.CONFLICT),
    DIRECTORY_TOO_MANY("directory.too_many", Kind.CONFLICT),
    DIRECTORY_VERSION_MISMATCH("directory.version_mismatch", Kind.CONFLICT),
    PROVISIONING_CLIENT_NOT_FOUND("directory.provisioning_client_not_found", Kind.MISSING),
    GROUP_NOT_FOUND("directory.group_not_found", Kind.MISSING),
    GROUP_NAME_TAKEN("directory.group_name_taken", Kind.CONFLICT),
    INVITATION_NOT_FOUND("invitation.not_found", Kind.MISSING),
    INVITATION_CLOSED("invitation.closed", Kind.CONFLICT),
    INVITATION_ALREADY_SENT("invitation.already_sent", Kind.CONFLICT),
    ENROLMENT_INVALID("enrolment.invalid", Kind.UNAUTHENTICATED),

    IMPORT_MALFORMED("import.malformed", Kind.INVALID),
    IMPORT_NOT_UTF8("import.not_utf8", Kind.INVALID),
    IMPORT_TOO_LARGE("import.too_large", Kind.TOO_LARGE),
    IMPORT_TOO_MANY("import.too_many", Kind.CONFLICT),
    IMPORT_NOT_FOUND("import.not_found", Kind.MISSING),
    IMPORT_ROW_INVALID("import.row_invalid", Kind.INVALID),
    IMPORT_ROW_REPEATED("import.row_repeated", Kind.CONFLICT),

    BROKER_UNAVAILABLE("engine.broker_unavailable", Kind.UNAVAILABLE),
    DATABASE_UNAVAILABLE("engine.database_unavailable", Kind.UNAVAILABLE),
    OVERLOADED("engine.overloaded", Kind.UNAVAILABLE);

    /** What sort of no it is, whatever it is about. */
    public enum Kind {
        MALFORMED,
        INVALID,
        UNAUTHENTICATED,
        FORBIDDEN,
        MISSING,
        CONFLICT,
        TOO_LARGE,
        THROTTLED,
        UNAVAILABLE
    }

    private final String key;
    private final Kind kind;
    private final String field;

    Reason(String key, Kind kind) {
        this(key, kind, "");
    }

    Reason(String key, Kind kind, String field) {
        this.key = key;
        this.kind = kind;
        this.field = field;
    }

    public String key() {
        return key;
    }

    public Kind kind() {
        return kind;
    }

    /** The request field at fault, or an empty text where the refusal is not about a field. */
    public String field() {
        return field;
    }
}
