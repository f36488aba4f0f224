package io.privicore.domain.voting;

/**
 * Who has said what, and who may still say something, counted by the tests themselves.
 *
 * @param othersYes how many of the yeses are not the requester's own
 * @param own how many of the requester's own devices have not voted
 * @param others how many of the others have not
 */
record Count(int yes, int no, int abstain, int othersYes, int own, int others) {

    static Count nothingOf(int own, int others) {
        return new Count(0, 0, 0, 0, own, others);
    }

    int cast() {
        return yes + no + abstain;
    }

    int pending() {
        return own + others;
    }

    /** One votes. */
    Count with(Choice choice, boolean other) {
        var rest = without(other);
        return switch (choice) {
            case YES -> new Count(yes + 1, no, abstain, othersYes + (other ? 1 : 0), rest.own, rest.others);
            case NO -> new Count(yes, no + 1, abstain, othersYes, rest.own, rest.others);
            case ABSTAIN -> new Count(yes, no, abstain + 1, othersYes, rest.own, rest.others);
        };
    }

    /** One never votes. */
    Count without(boolean other) {
        return new Count(yes, no, abstain, othersYes, own - (other ? 0 : 1), others - (other ? 1 : 0));
    }
}
