package io.backflux.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Zstandard for Parquet without Hadoop, through which the library's own codecs go. */
final class ParquetZstd implements CompressionCodecFactory {

    private static final BytesInputCompressor COMPRESSOR = new BytesInputCompressor() {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            ByteArrayOutputStream plain = new ByteArrayOutputStream((int) bytes.size());
            bytes.writeAllTo(plain);
            return BytesInput.from(com.github.luben.zstd.Zstd.compress(plain.toByteArray()));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {}
    };

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return COMPRESSOR;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("nothing is read");
    }

    @Override
    public void release() {}
}
