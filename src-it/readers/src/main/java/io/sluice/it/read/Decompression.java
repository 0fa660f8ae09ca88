/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.sluice.it.read;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * Files that are compressed as a whole, as Hadoop reads them: by the extension of their name, with
 * its own codecs. Zstandard, which Hadoop reads with a native library only, is read with zstd-jni.
 */
public final class Decompression {
  private static final String ZSTD_EXTENSION = ".zst";

  private final Configuration configuration = new Configuration(false);
  private final CompressionCodecFactory codecs = new CompressionCodecFactory(configuration);

  /** How such a file is decompressed, for people; empty if it is not compressed. */
  public String before(Path file) {
    if (isZstd(file)) {
      return " after zstd-jni";
    }
    CompressionCodec codec = codecs.getCodec(hadoop(file));
    return codec == null ? "" : " after Hadoop's " + codec.getClass().getSimpleName();
  }

  /** The compression that the name indicates, as the setting {@code compression} calls it. */
  public String codec(Path file) {
    if (isZstd(file)) {
      return "zstd";
    }
    CompressionCodec codec = codecs.getCodec(hadoop(file));
    return codec == null ? "none" : name(codec);
  }

  /** The name of a codec in the setting {@code compression}. */
  static String name(CompressionCodec codec) {
    // Hadoop's first codec, whose files have the extension .deflate.
    String name = codec.getClass().getSimpleName().replace("Codec", "");
    return name.equals("Default") ? "deflate" : name.toLowerCase(Locale.ROOT);
  }

  /** The plain content. */
  public InputStream open(Path file) throws IOException {
    InputStream stored = new BufferedInputStream(Files.newInputStream(file));
    if (isZstd(file)) {
      return new ZstdInputStream(stored);
    }
    CompressionCodec codec = codecs.getCodec(hadoop(file));
    return codec == null ? stored : codec.createInputStream(stored);
  }

  /** The plain content of a file in memory, by Hadoop's codec for an extension. */
  public static byte[] withHadoop(String extension, byte[] file) throws IOException {
    CompressionCodec codec =
        new CompressionCodecFactory(new Configuration(false))
            .getCodec(new org.apache.hadoop.fs.Path("file" + extension));
    try (InputStream input = codec.createInputStream(new ByteArrayInputStream(file))) {
      return input.readAllBytes();
    }
  }

  private static boolean isZstd(Path file) {
    return file.toString().endsWith(ZSTD_EXTENSION);
  }

  private static org.apache.hadoop.fs.Path hadoop(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri());
  }
}
