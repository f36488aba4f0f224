package io.privicore.adapters.crypto.password;

import com.nulabinc.zxcvbn.Zxcvbn;
import io.privicore.application.port.PasswordStrength;
import io.privicore.domain.profile.Password;
import io.privicore.domain.profile.Username;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Guesses as an attacker would, by zxcvbn. Its cost explodes with the length and with the kinds of digits and signs that
 * may stand for letters, so it sees a few of them only, and of a long password both ends: the whole is at least as hard
 * to guess as either. The worst that a stranger can ask for costs about as much as a hash.
 */
public final class ZxcvbnStrength implements PasswordStrength {

    private static final int SEEN = 32;
    private static final int KINDS = 8;
    private static final String LIKE_LETTERS = "4@8({[<369!1|70$5+%2";
    private static final char LIKE_NONE = '·';

    private final Zxcvbn zxcvbn = new Zxcvbn();
    private final int leastScore;

    /** @param leastScore of 0 to 4 */
    public ZxcvbnStrength(int leastScore) {
        if (leastScore < 0 || leastScore > 4) {
            throw new IllegalArgumentException("Expected a score of 0 to 4, but got " + leastScore);
        }
        this.leastScore = leastScore;
    }

    @Override
    public boolean suffices(Password password, Username username) {
        String text = password.value();
        if (password.contains(username)) {
            return false;
        }
        if (text.length() <= SEEN) {
            return withstands(text, username);
        }
        return withstands(text.substring(0, SEEN), username)
                || withstands(text.substring(text.length() - SEEN), username);
    }

    private boolean withstands(String text, Username username) {
        return zxcvbn.measure(plainer(text), List.of(username.value())).getScore() >= leastScore;
    }

    private static String plainer(String text) {
        Set<Character> kinds = new HashSet<>();
        StringBuilder plainer = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean oneTooMany =
                    LIKE_LETTERS.indexOf(c) >= 0 && !kinds.contains(c) && (kinds.size() >= KINDS || !kinds.add(c));
            plainer.append(oneTooMany ? LIKE_NONE : c);
        }
        return plainer.toString();
    }
}
