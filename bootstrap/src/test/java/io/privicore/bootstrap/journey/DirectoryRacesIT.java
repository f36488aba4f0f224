package io.privicore.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several people do at once what only one of them can. */
@ExtendWith(SharedPlatform.class)
class DirectoryRacesIT {

    private final Client owner;
    private final Directory acme;

    DirectoryRacesIT(Platform platform) {
        owner = Client.active(platform.address());
        acme = Directory.of(owner);
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (var result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
    }

    private static <T> List<T> many(int count, Callable<T> call) throws Exception {
        return atOnce(IntStream.range(0, count).mapToObj(_ -> call).toList());
    }

    private static List<String> reasons(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> !outcome.succeeded())
                .map(Outcome::body)
                .toList();
    }

    @Test
    void oneOfManyInvitationsIsSent() throws Exception {
        var guest = Client.newcomer(owner.base());
        var invited = many(6, () -> owner.run("/directory/invite-profile", acme.with("username", guest.username())));

        assertThat(invited).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(reasons(invited)).containsOnly("invitation.already_sent");
    }

    @Test
    void aProfileThatAcceptsTwoWaysJoinsOnce() throws Exception {
        var other = Directory.of(owner);
        var guest = Client.active(owner.base());
        var here = acme.invite(guest, "member");
        var there = other.invite(guest, "auditor");

        var answered = atOnce(List.<Callable<Outcome>>of(
                () -> Directory.answer(guest, here, true),
                () -> Directory.answer(guest, here, true),
                () -> Directory.answer(guest, there, true),
                () -> Directory.answer(guest, there, true)));

        assertThat(answered)
                .filteredOn(Outcome::succeeded)
                .extracting(Outcome::body)
                .containsOnlyOnce(acme.id, other.id);
        assertThat(reasons(answered)).hasSize(2).isSubsetOf("invitation.closed", "directory.already_member");
        assertThat(Directory.list(guest, "/directory/retrieve-assigned-directories"))
                .hasSize(2);
    }

    @Test
    void oneOfManyGetsAName() throws Exception {
        var name = Directory.aName();
        var created = many(4, () -> acme.create(owner, name, "member", ""));

        assertThat(created).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(reasons(created)).containsOnly("profile.username_taken");
    }

    @Test
    void whoeverIsSuspendedWhileItActsDoesNothingMoreAfterwards() throws Exception {
        var administrator = acme.user("administrator");
        var profile = Belongings.profileOf(administrator);
        Callable<Answer> act = () -> administrator.post(
                "/directory/create-user",
                acme.with("username", Directory.aName(), "givenName", "Ada", "familyName", "Lovelace"));
        List<Callable<Answer>> calls =
                new ArrayList<>(IntStream.range(0, 12).mapToObj(_ -> act).toList());
        calls.add(6, () -> owner.post("/directory/update-user-information", acme.about(profile, "state", "suspended")));

        var answers = atOnce(calls);

        answers.stream()
                .filter(answer -> answer.status() == 202)
                .forEach(answer -> Patience.until("an outcome", () -> owner.status(answer.text("commandId")) != 1));
        // Whoever shows its token just before and is looked up in the directory just after is a stranger to it.
        assertThat(answers).extracting(Answer::status).isSubsetOf(202, 401, 403, 404);
        act.call().expectProblem(401);
        var users =
                owner.get("/directory/list-users/" + acme.id + "?perPage=200").json();
        assertThat(act.call().status()).isEqualTo(401);
        assertThat(owner.get("/directory/list-users/" + acme.id + "?perPage=200")
                        .json())
                .isEqualTo(users);
    }

    /** Neither can reach the other, whoever is faster. */
    @Test
    void administratorsWhoDemoteEachOtherBothStay() throws Exception {
        var one = acme.guest("administrator");
        var two = acme.guest("administrator");
        var first = Belongings.profileOf(one);
        var second = Belongings.profileOf(two);

        var demoted = atOnce(List.<Callable<Outcome>>of(
                () -> acme.update(one, second, "role", "member"), () -> acme.update(two, first, "role", "member")));

        assertThat(reasons(demoted)).containsExactly("directory.forbidden", "directory.forbidden");
        assertThat(acme.entry(first, "role")).isEqualTo("administrator");
    }

    @Test
    void anAdministratorThatIsDemotedMeanwhileGivesNoRoles() throws Exception {
        var administrator = acme.guest("administrator");
        var profile = Belongings.profileOf(administrator);
        var member = Belongings.profileOf(acme.guest("member"));

        atOnce(List.<Callable<Outcome>>of(() -> acme.update(owner, profile, "role", "member"), () -> {
            var answer =
                    administrator.post("/directory/update-user-information", acme.about(member, "role", "auditor"));
            return answer.status() == 202
                    ? administrator.outcome(answer.text("commandId"))
                    : new Outcome("", 3, answer.key());
        }));

        assertThat(administrator
                        .post("/directory/update-user-information", acme.about(member, "role", "member"))
                        .expectProblem(403)
                        .key())
                .isEqualTo("directory.forbidden");
        assertThat(acme.entry(profile, "role")).isEqualTo("member");
    }
}
