package io.backflux.reactor;

public class PagesOfOtherThreadsTckTests extends PagesTckTests {

    public PagesOfOtherThreadsTckTests() {
        super(Answers.ON_ANOTHER_THREAD);
    }
}
