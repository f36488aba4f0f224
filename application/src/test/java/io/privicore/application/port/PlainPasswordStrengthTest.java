package io.privicore.application.port;

final class PlainPasswordStrengthTest extends PasswordStrengthContract {

    @Override
    protected PasswordStrength strength() {
        return new PlainPasswordStrength();
    }
}
