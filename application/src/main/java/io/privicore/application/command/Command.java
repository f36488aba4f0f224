package io.privicore.application.command;

/**
 * Something a caller wants done: accepted at once, carried out in one transaction or held until what it waits for has
 * come, and ended in exactly one outcome.
 */
public sealed interface Command
        permits AuthenticatorCommand,
                DeviceCommand,
                OauthCommand,
                DirectoryCommand,
                PolicyCommand,
                ProfileCommand,
                ProvisioningCommand,
                StorageCommand,
                TokenCommand,
                VotingCommand {}
