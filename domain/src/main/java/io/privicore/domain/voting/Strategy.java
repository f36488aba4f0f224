package io.privicore.domain.voting;

/**
 * How many yeses it takes, whatever the strategy at least one. All are monotone: one more yes never turns an approval
 * into a rejection, one more no never a rejection into an approval.
 */
public sealed interface Strategy {

    /** Whether these votes approve, once the quorum is reached. */
    boolean approves(int yes, int no);

    /** As it stands on the wire. */
    String wire();

    /** Nobody says no. */
    record Unanimous() implements Strategy {
        @Override
        public boolean approves(int yes, int no) {
            return yes >= 1 && no == 0;
        }

        @Override
        public String wire() {
            return "unanimous";
        }
    }

    /** More say yes than no. */
    record Consensus() implements Strategy {
        @Override
        public boolean approves(int yes, int no) {
            return yes >= 1 && 2L * yes > (long) yes + no;
        }

        @Override
        public String wire() {
            return "consensus";
        }
    }

    /** Somebody says yes. */
    record Affirmative() implements Strategy {
        @Override
        public boolean approves(int yes, int no) {
            return yes >= 1;
        }

        @Override
        public String wire() {
            return "affirmative";
        }
    }

    /**
     * At least so many of a hundred that do not abstain say yes.
     *
     * @param percentage 1 to 100
     */
    record MinimumPercentage(int percentage) implements Strategy {

        public MinimumPercentage {
            if (percentage < 1 || percentage > 100) {
                throw new IllegalArgumentException("Expected a percentage of 1 to 100, but got " + percentage);
            }
        }

        @Override
        public boolean approves(int yes, int no) {
            return yes >= 1 && 100L * yes >= percentage * ((long) yes + no);
        }

        @Override
        public String wire() {
            return "minimum_percentage";
        }
    }
}
