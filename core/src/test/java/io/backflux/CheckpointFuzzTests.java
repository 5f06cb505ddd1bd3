package io.backflux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.backflux.error.CheckpointException;
import io.backflux.wire.CheckpointContent;

/** Any text as a checkpoint. A build runs the inputs that are kept; CONTRIBUTING.md says how to look for more. */
class CheckpointFuzzTests {

    @FuzzTest
    @DictionaryFile(resourcePath = "checkpoint-words.dict")
    void anythingIsACheckpointOrRefused(byte[] input) {
        String text = new String(input, UTF_8);
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.fromJson(text);
        } catch (CheckpointException refused) {
            assertThat(refused).hasNoCause();
            return;
        }
        assertThat(checkpoint.received()).isNotNegative();
        assertThat(checkpoint.cost()).isNotNegative();
        assertThat(Checkpoint.fromJson(checkpoint.toJson())).isEqualTo(checkpoint);
        assertWrittenAgain(CheckpointContent.fromJson(text));
    }

    /** It is the same after it lay in a file. */
    private static void assertWrittenAgain(CheckpointContent content) {
        String file = new String(content.toJson().getBytes(UTF_8), UTF_8);
        assertThat(file).doesNotContain("\n");
        assertThat(CheckpointContent.fromJson(file)).isEqualTo(content);
    }
}
