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
package io.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfig;
import io.sluice.config.SequenceFileCompression;
import io.sluice.config.SequenceFileConfig;
import io.sluice.config.SequenceFileValues;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.schema.FileSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.compress.DefaultCodec;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Hadoop's reader returns of sequence files. */
class SequenceFileContentTest {
  private static SinkRecord record(int partition, Object value, Long timestamp) {
    return new SinkRecord(
        "topic", partition, null, null, null, value, 0, timestamp, TimestampType.CREATE_TIME);
  }

  private static byte[] written(FormatConfig config, List<SinkRecord> records) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Format format = Formats.of(config, 1_000_000);
    RecordEncoder encoder =
        format.encoders().open(new FileHeader(FileSchema.NONE, "topic", 7), output);
    for (SinkRecord record : records) {
      encoder.append(record);
    }
    encoder.finish();
    encoder.release();
    return output.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("io.sluice.format.SequenceFileFormatTest#allConfigs")
  void theHeaderNamesClassesCodecTopicAndPartition(FormatConfig config) throws IOException {
    byte[] file = written(config, List.of(record(7, "a", null)));
    boolean compressed = config.compression() != CompressionName.NONE;
    boolean blocks =
        ((SequenceFileConfig) config.settings()).compressed() == SequenceFileCompression.BLOCK;
    try (SequenceFile.Reader reader = HadoopFiles.sequenceFile(file)) {
      assertThat(reader.getKeyClass()).isEqualTo(LongWritable.class);
      assertThat(reader.getValueClass())
          .isEqualTo(
              switch (((SequenceFileConfig) config.settings()).values()) {
                case WRITABLE -> BytesWritable.class;
                case TEXT -> Text.class;
              });
      assertThat(reader.isCompressed()).isEqualTo(compressed);
      assertThat(reader.isBlockCompressed()).isEqualTo(compressed && blocks);
      assertThat(reader.getCompressionCodec() == null).isEqualTo(!compressed);
      SequenceFile.Metadata metadata = reader.getMetadata();
      assertThat(metadata.get(new Text("sluice.topic"))).hasToString("topic");
      assertThat(metadata.get(new Text("sluice.partition"))).hasToString("7");
    }
  }

  @ParameterizedTest
  @MethodSource("io.sluice.format.SequenceFileFormatTest#allConfigs")
  void keysAreTheTimestampsOfRecords(FormatConfig config) throws IOException {
    List<SinkRecord> records = new ArrayList<>();
    for (Long timestamp : Arrays.asList(1_767_225_600_000L, null, -1L, Long.MAX_VALUE)) {
      records.add(record(0, "v" + timestamp, timestamp));
    }
    try (SequenceFile.Reader reader = HadoopFiles.sequenceFile(written(config, records))) {
      List<SequenceFileEntry> entries = SequenceFileEntry.readAll(reader);
      assertThat(entries)
          .extracting(SequenceFileEntry::key)
          .containsExactly(1_767_225_600_000L, 0L, -1L, Long.MAX_VALUE);
      assertThat(entries.get(2).value()).isEqualTo("v-1".getBytes(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @MethodSource("io.sluice.format.SequenceFileFormatTest#fastConfigs")
  void aReaderCanStartInTheMiddle(FormatConfig config) throws IOException {
    List<SinkRecord> records = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 4_000; i++) {
      byte[] noise = new byte[150];
      random.nextBytes(noise);
      records.add(record(0, noise, (long) i));
    }
    byte[] file = written(config, records);
    try (SequenceFile.Reader reader = HadoopFiles.sequenceFile(file)) {
      reader.sync(file.length / 2);
      assertThat(reader.getPosition()).isBetween((long) file.length / 2, file.length * 9L / 10);
      List<SequenceFileEntry> rest = SequenceFileEntry.readAll(reader);
      assertThat(rest).hasSizeBetween(400, 2_000);
      long first = 4_000L - rest.size();
      for (int i = 0; i < rest.size(); i++) {
        assertThat(rest.get(i).key()).isEqualTo(first + i);
      }
    }
  }

  @Test
  void filesAreThoseOfHadoopsWriterExceptForTheMarker() throws IOException {
    for (SequenceFileValues values : SequenceFileValues.values()) {
      assertLikeHadoops(
          SequenceFileFormatTest.plain(values), SequenceFile.CompressionType.NONE, 3_000);
      assertLikeHadoops(
          SequenceFileFormatTest.config(
              values, CompressionName.DEFLATE, SequenceFileCompression.RECORD),
          SequenceFile.CompressionType.RECORD,
          3_000);
      // Few enough for one block, since Hadoop ends blocks elsewhere.
      assertLikeHadoops(
          SequenceFileFormatTest.config(
              values, CompressionName.DEFLATE, SequenceFileCompression.BLOCK),
          SequenceFile.CompressionType.BLOCK,
          300);
    }
  }

  private static void assertLikeHadoops(
      FormatConfig config, SequenceFile.CompressionType type, int count) throws IOException {
    List<SinkRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String value =
          "ü€😀 \"quoted\" \n" + Integer.toHexString(i * 0x9E3779B1) + "x".repeat(i % 100);
      records.add(record(7, value.repeat(1 + i % 3), (long) i));
    }
    boolean text = ((SequenceFileConfig) config.settings()).values() == SequenceFileValues.TEXT;
    SequenceFile.Metadata metadata = new SequenceFile.Metadata();
    metadata.set(new Text("sluice.topic"), new Text("topic"));
    metadata.set(new Text("sluice.partition"), new Text("7"));
    Configuration settings = new Configuration(false);
    DefaultCodec codec = new DefaultCodec();
    codec.setConf(settings);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int headerBytes;
    try (SequenceFile.Writer writer =
        SequenceFile.createWriter(
            settings,
            SequenceFile.Writer.stream(new FSDataOutputStream(output, null)),
            SequenceFile.Writer.keyClass(LongWritable.class),
            SequenceFile.Writer.valueClass(text ? Text.class : BytesWritable.class),
            SequenceFile.Writer.compression(type, codec),
            SequenceFile.Writer.metadata(metadata))) {
      headerBytes = Math.toIntExact(writer.getLength());
      for (SinkRecord record : records) {
        String value = (String) record.value();
        Writable written =
            text ? new Text(value) : new BytesWritable(value.getBytes(StandardCharsets.UTF_8));
        writer.append(new LongWritable(record.timestamp()), written);
      }
    }
    byte[] hadoops = withoutMarkers(output.toByteArray(), headerBytes);
    assertThat(withoutMarkers(written(config, records), headerBytes)).isEqualTo(hadoops);
  }

  private static byte[] withoutMarkers(byte[] file, int headerBytes) {
    byte[] marker = Arrays.copyOfRange(file, headerBytes - 16, headerBytes);
    byte[] result = file.clone();
    int markers = 0;
    for (int i = 0; i <= file.length - marker.length; i++) {
      if (Arrays.equals(file, i, i + marker.length, marker, 0, marker.length)) {
        Arrays.fill(result, i, i + marker.length, (byte) 0);
        markers++;
      }
    }
    assertThat(markers).isGreaterThan(1);
    return result;
  }

  @ParameterizedTest
  @EnumSource(SequenceFileValues.class)
  void emptyAndOddLengthsAreReadBack(SequenceFileValues values) throws IOException {
    List<SinkRecord> records = new ArrayList<>();
    List<Integer> lengths = List.of(0, 1, 127, 128, 255, 256, 65_535, 65_536, 70_000);
    for (int length : lengths) {
      records.add(record(0, new byte[length], null));
    }
    for (SequenceFileCompression type : SequenceFileCompression.values()) {
      for (CompressionName compression : List.of(CompressionName.NONE, CompressionName.BZIP2)) {
        byte[] file = written(SequenceFileFormatTest.config(values, compression, type), records);
        try (SequenceFile.Reader reader = HadoopFiles.sequenceFile(file)) {
          assertThat(SequenceFileEntry.readAll(reader))
              .extracting(entry -> entry.value().length)
              .isEqualTo(lengths);
        }
      }
    }
  }
}
