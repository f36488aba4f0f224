package io.privicore.adapters.persistence.directory;

import io.privicore.domain.directory.Email;
import io.privicore.domain.directory.Person;
import io.privicore.domain.kernel.Name;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What users are found and sorted by, as it stands in the columns for that: in lower case, empty where there is nothing. */
record UserKeys(String givenName, String familyName, String email, String externalId) {

    /** As long for every time, so that texts are in the order of times. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd't'HH:mm:ss.SSSSSS'z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static UserKeys of(Person person) {
        return new UserKeys(
                of(person.givenName().map(Name::value).orElse("")),
                of(person.familyName().map(Name::value).orElse("")),
                of(person.email().map(Email::value).orElse("")),
                of(person.externalId().map(Name::value).orElse("")));
    }

    static String of(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Usernames are kept in NFC, in lower case as well. */
    static String ofUsername(String text) {
        return Normalizer.normalize(of(text), Normalizer.Form.NFC);
    }

    static String of(Instant time) {
        return TIME.format(time);
    }
}
