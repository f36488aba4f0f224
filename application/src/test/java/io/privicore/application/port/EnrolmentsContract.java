package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.directory.Enrolment;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

public abstract class EnrolmentsContract extends PersistenceContract {

    private final ProfileId profile = aProfileId();

    @Test
    void anEnrolmentThatWasNotSavedIsNotThere() {
        var enrolment = anEnrolment(profile, NOW);

        inFailingUnit(() -> ports().enrolments().put(enrolment));

        assertThat(ports().enrolments().find(enrolment.token())).isEmpty();
    }

    @Test
    void anEnrolmentIsFoundByItsTokenAlone() {
        var enrolment = anEnrolment(profile, NOW);
        put(enrolment);
        put(anEnrolment(aProfileId(), NOW));

        assertThat(ports().enrolments().find(enrolment.token())).contains(enrolment);
        assertThat(ports().enrolments().find(aHash())).isEmpty();
    }

    @Test
    void aNewOneTakesThePlaceOfTheOneBefore() {
        var before = anEnrolment(profile, NOW);
        var after = anEnrolment(profile, NOW.plusSeconds(7));
        put(before);

        put(after);

        assertThat(ports().enrolments().find(before.token())).isEmpty();
        assertThat(ports().enrolments().find(after.token())).contains(after);
    }

    @Test
    void oneThatIsForgottenIsGoneHoweverOftenItIsForgotten() {
        var enrolment = anEnrolment(profile, NOW);
        put(enrolment);

        inUnit(() -> ports().enrolments().forget(profile));
        inUnit(() -> ports().enrolments().forget(profile));

        assertThat(ports().enrolments().find(enrolment.token())).isEmpty();
    }

    @Test
    void thoseThatExpiredAreForgotten() {
        var old = anEnrolment(profile, NOW);
        var young = anEnrolment(aProfileId(), NOW.plusSeconds(2));
        put(old);
        put(young);

        assertThat(ports().enrolments().forgetExpired(NOW.plusSeconds(1))).isPositive();

        assertThat(ports().enrolments().find(old.token())).isEmpty();
        assertThat(ports().enrolments().find(young.token())).contains(young);
    }

    @Test
    void oneOfTwoThatUseALinkAtOnceIsFirst() {
        var enrolment = anEnrolment(profile, NOW);
        put(enrolment);

        var second = meanwhile(() -> use(enrolment), () -> use(enrolment));

        assertThat(second).containsInstanceOf(IllegalStateException.class);
    }

    private void use(Enrolment enrolment) {
        if (ports().enrolments().find(enrolment.token()).isEmpty()) {
            throw new IllegalStateException("Expected an enrolment, but it was used");
        }
        ports().enrolments().forget(enrolment.profile());
    }

    private void put(Enrolment enrolment) {
        inUnit(() -> ports().enrolments().put(enrolment));
    }

    private static Enrolment anEnrolment(ProfileId profile, Instant expiresAt) {
        return new Enrolment(aHash(), aDirectoryId(), profile, expiresAt);
    }
}
