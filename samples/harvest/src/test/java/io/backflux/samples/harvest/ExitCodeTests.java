package io.backflux.samples.harvest;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.error.AccountRefusedException;
import io.backflux.error.AnswerTooLargeException;
import io.backflux.error.ClientClosedException;
import io.backflux.error.ConnectionFailedException;
import io.backflux.error.Place;
import io.backflux.error.RepeatedTokenException;
import io.backflux.error.RequestRefusedException;
import io.backflux.error.UntrustedServerException;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExitCodeTests {

    @Test
    void errorTellsItsCode() {
        assertThat(number(new AccountRefusedException("x", 40100, Place.NOWHERE, null, null)))
                .isEqualTo(3);
        assertThat(number(new RequestRefusedException("x", 40501, Place.NOWHERE, null, null)))
                .isEqualTo(2);
        assertThat(number(new ConnectionFailedException("x", null, Place.NOWHERE, null, null)))
                .isEqualTo(5);
        assertThat(number(new AnswerTooLargeException("x", null, Place.NOWHERE, null, null)))
                .isEqualTo(5);
        assertThat(number(new RepeatedTokenException("x", null, Place.NOWHERE, null, null)))
                .isEqualTo(5);
        assertThat(number(new UntrustedServerException("x", null, Place.NOWHERE, null, null)))
                .isEqualTo(5);
        assertThat(number(new ClientClosedException("x", null, Place.NOWHERE, null, null)))
                .isEqualTo(1);
        assertThat(number(new UnwritableException("x", new IOException("full"))))
                .isEqualTo(1);
        assertThat(number(new IllegalStateException("a bug"))).isEqualTo(1);
        assertThat(number(withoutSocket())).isEqualTo(1);
    }

    private static ConnectionFailedException withoutSocket() {
        ChannelException local = new ChannelException(new IOException("Zu viele offene Dateien"));
        return new ConnectionFailedException("x", null, Place.NOWHERE, null, local);
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
        RequestRefusedException error =
                new RequestRefusedException("bad\u001b[31m\r\nthing\u202e", 40501, Place.NOWHERE, null, null);
        assertThat(Failure.words(error)).isEqualTo("bad [31m thing");
    }
}
