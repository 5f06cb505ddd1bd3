package io.backflux.reactor;

public class BacklinksOfOtherThreadsTckTests extends BacklinksTckTests {

    public BacklinksOfOtherThreadsTckTests() {
        super(Answers.ON_ANOTHER_THREAD);
    }
}
