package io.privicore.application.query;

/**
 * Something a caller wants to know or to be handed at once. Most read; some mint what they answer with (a token, a
 * configuration) and say so.
 */
public sealed interface Query<R>
        permits AuditQuery,
                AuthenticatorQuery,
                CommandQuery,
                DeviceQuery,
                OauthQuery,
                DirectoryQuery,
                PolicyQuery,
                ProfileQuery,
                ProvisioningQuery,
                StorageQuery,
                TokenQuery,
                UtilityQuery,
                VotingQuery {}
