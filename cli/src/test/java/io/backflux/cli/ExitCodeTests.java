package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.error.BacklinksException;
import io.backflux.error.ConnectionFailedException;
import io.backflux.error.RequestRefusedException;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExitCodeTests {

    @Test
    void errorTellsItsCode() {
        assertThat(number(BacklinksException.builder("x").code(40100).accountRefused()))
                .isEqualTo(3);
        assertThat(number(BacklinksException.builder("x").code(40501).requestRefused()))
                .isEqualTo(2);
        assertThat(number(BacklinksException.builder("x").connectionFailed())).isEqualTo(5);
        assertThat(number(BacklinksException.builder("x").answerTooLarge())).isEqualTo(5);
        assertThat(number(BacklinksException.builder("x").repeatedToken())).isEqualTo(5);
        assertThat(number(BacklinksException.builder("x").untrustedServer())).isEqualTo(5);
        assertThat(number(BacklinksException.builder("x").clientClosed())).isEqualTo(1);
        assertThat(number(BacklinksException.builder("x").proxyFailed())).isEqualTo(1);
        assertThat(number(BacklinksException.builder("x").quotaUnavailable())).isEqualTo(1);
        assertThat(number(BacklinksException.builder("x").quotaConflict())).isEqualTo(2);
        assertThat(number(new UnwritableException("x", new IOException("full"))))
                .isEqualTo(1);
        assertThat(number(new IllegalStateException("a bug"))).isEqualTo(1);
        assertThat(number(withoutSocket())).isEqualTo(1);
    }

    private static ConnectionFailedException withoutSocket() {
        ChannelException local = new ChannelException(new IOException("Zu viele offene Dateien"));
        return BacklinksException.builder("x").cause(local).connectionFailed();
    }

    @Test
    void machineWithoutFilesToOpenIsToldFromAServerThatFailed() {
        assertThat(Failure.words(withoutSocket())).contains("too many files are open", "ulimit -n");
    }

    private static int number(Throwable error) {
        return ExitCode.of(error).number();
    }

    @Test
    void gravestCounts() {
        List<ExitCode> order = List.of(
                ExitCode.ACCOUNT_REFUSED,
                ExitCode.REQUEST_WRONG,
                ExitCode.SERVER_FAILED,
                ExitCode.OTHER,
                ExitCode.GOOD);
        for (int i = 0; i < order.size(); i++) {
            assertThat(ExitCode.gravest(order.subList(i, order.size()))).isEqualTo(order.get(i));
        }
    }

    @Test
    void serversWordsCannotSteerATerminal() {
        RequestRefusedException error = BacklinksException.builder("bad\u001b[31m\r\nthing\u202e")
                .code(40501)
                .requestRefused();
        assertThat(Failure.words(error)).isEqualTo("bad [31m thing");
    }
}
