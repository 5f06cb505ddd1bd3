package io.backflux.reactor.transport;

import static io.backflux.reactor.transport.Wire.PAGE;
import static io.backflux.reactor.transport.Wire.utf8;
import static io.backflux.reactor.transport.Wire.withLength;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.BacklinksQuery;
import io.backflux.error.AnswerTooLargeException;
import io.backflux.error.RequestRefusedException;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.BacklinksClientBuilder;
import io.backflux.reactor.transport.RawServer.Reply;
import io.backflux.reactor.transport.RawServer.Then;
import org.junit.jupiter.api.Test;

/** What would fail again is not asked for again, however patient the policy. */
class WhatCannotPassIT {

    private static final BacklinksQuery QUERY = BacklinksQuery.of("site.example");

    private static byte[] withHeadOf(int bytes) {
        return withLength("X-Long: " + "x".repeat(bytes) + "\r\n", utf8(PAGE));
    }

    private static RawServer answering(byte[] answer) {
        return RawServer.start(request -> Reply.of(answer, Then.WAIT));
    }

    private static BacklinksClientBuilder client(RawServer server) {
        return BacklinksClient.builder()
                .baseUrl(server.baseUrl())
                .credentials(Credentials.of("somebody", "s3cret-pass"));
    }

    @Test
    void aHeadOf60KilobytesIsTaken() {
        try (RawServer server = answering(withHeadOf(60_000));
                BacklinksClient client = client(server).build()) {
            assertThat(client.backlinks(QUERY).count().block()).isEqualTo(3);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void aHeadThatIsTooLargeIsNamedAndAskedForOnce() {
        try (RawServer server = answering(withHeadOf(70_000));
                BacklinksClient client = client(server).build()) {
            assertThatThrownBy(() -> client.backlinks(QUERY).blockLast())
                    .isInstanceOf(AnswerTooLargeException.class)
                    .hasMessageContaining("around the answer's body has more than maxHeadBytes = 65536");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void aStatusLineThatIsTooLargeIsToo() {
        byte[] answer = utf8("HTTP/1.1 200 " + "x".repeat(70_000) + "\r\nContent-Length: 0\r\n\r\n");
        try (RawServer server = answering(answer);
                BacklinksClient client = client(server).build()) {
            assertThatThrownBy(() -> client.backlinks(QUERY).blockLast()).isInstanceOf(AnswerTooLargeException.class);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void howLargeAHeadMayBeIsASetting() {
        try (RawServer server = answering(withHeadOf(70_000));
                BacklinksClient more = client(server).maxHeadBytes(100_000).build();
                BacklinksClient less = client(server).maxHeadBytes(1_000).build()) {
            assertThat(more.backlinks(QUERY).count().block()).isEqualTo(3);
            assertThatThrownBy(() -> less.backlinks(QUERY).blockLast()).hasMessageContaining("maxHeadBytes = 1000");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BacklinksClient.builder().maxHeadBytes(0))
                .withMessage("maxHeadBytes must be at least 1, was 0");
    }

    @Test
    void aProxyThatWantsALoginIsNamedAndAskedOnce() {
        String html = "<html>Log in to the proxy</html>";
        byte[] answer =
                utf8("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: "
                        + html.length() + "\r\n\r\n" + html);
        try (RawServer server = answering(answer);
                BacklinksClient client = client(server).build()) {
            assertThatThrownBy(() -> client.backlinks(QUERY).blockLast())
                    .isInstanceOf(RequestRefusedException.class)
                    .hasMessageContaining("HTTP 407, which is from a proxy in between that wants a login of its own");
            assertThat(server.requests()).isEqualTo(1);
        }
    }
}
