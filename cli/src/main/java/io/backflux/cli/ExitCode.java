package io.backflux.cli;

import io.backflux.error.AccountRefusedException;
import io.backflux.error.BacklinksException;
import io.backflux.error.CheckpointException;
import io.backflux.error.ClientClosedException;
import io.backflux.error.ProxyFailedException;
import io.backflux.error.QuotaConflictException;
import io.backflux.error.QuotaUnavailableException;
import io.backflux.error.RequestRefusedException;
import java.util.Comparator;
import java.util.List;

/** What the command tells the shell; the gravest first, which is the one that counts where there are several. */
enum ExitCode {
    ACCOUNT_REFUSED(3),
    REQUEST_WRONG(2),
    SERVER_FAILED(5),
    OTHER(1),
    GOOD(0);

    /** As shells report a process that Ctrl-C ended. */
    static final int INTERRUPTED = 130;

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static ExitCode of(Throwable error) {
        if (error instanceof AccountRefusedException) {
            return ACCOUNT_REFUSED;
        }
        if (error instanceof RequestRefusedException || error instanceof QuotaConflictException || isRefusal(error)) {
            return REQUEST_WRONG;
        }
        return error instanceof BacklinksException && !isOurs(error) ? SERVER_FAILED : OTHER;
    }

    /** Whether it came about on this machine, or on the way out of its network. */
    private static boolean isOurs(Throwable error) {
        return error instanceof ClientClosedException
                || error instanceof ProxyFailedException
                || error instanceof QuotaUnavailableException
                || LocalFailure.isReasonOf(error);
    }

    private static boolean isRefusal(Throwable error) {
        return error instanceof FileRefusedException || error instanceof CheckpointException;
    }

    static ExitCode gravest(List<ExitCode> codes) {
        return codes.stream().min(Comparator.naturalOrder()).orElse(GOOD);
    }
}
