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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.util.ReflectionUtils;
import org.apache.kafka.connect.data.Schema;

/**
 * Sequence files as Hadoop's own reader gives them. Values are texts or bytes; a schema of structs
 * with the fields {@value #KEY} and {@value #VALUE} asks for the keys as well.
 */
final class SequenceRows implements RowReader {
  private static final String KEY = "key";
  private static final String VALUE = "value";

  private final Configuration configuration = new Configuration(false);

  @Override
  public String library(Path file) {
    return "Hadoop's SequenceFile";
  }

  @Override
  public String codec(Path file) throws IOException {
    try (SequenceFile.Reader reader = open(file)) {
      return reader.isCompressed() ? Decompression.name(reader.getCompressionCodec()) : "none";
    }
  }

  @Override
  public void read(Path file, Schema schema, Consumer<Object> rows) throws IOException {
    try (SequenceFile.Reader reader = open(file)) {
      Writable key = instance(reader.getKeyClass());
      Writable value = instance(reader.getValueClass());
      while (reader.next(key, value)) {
        rows.accept(
            schema.type() == Schema.Type.STRUCT ? entry(schema, key, value) : form(schema, value));
      }
    }
  }

  private SequenceFile.Reader open(Path file) throws IOException {
    return new SequenceFile.Reader(
        configuration, SequenceFile.Reader.file(new org.apache.hadoop.fs.Path(file.toUri())));
  }

  private Writable instance(Class<?> type) {
    return (Writable) ReflectionUtils.newInstance(type, configuration);
  }

  private static Map<Object, Object> entry(Schema schema, Writable key, Writable value)
      throws IOException {
    if (!(key instanceof LongWritable number)) {
      throw new IOException("the keys are " + key.getClass().getSimpleName());
    }
    return Map.of(KEY, number.get(), VALUE, form(schema.field(VALUE).schema(), value));
  }

  private static Object form(Schema schema, Writable value) throws IOException {
    if (value instanceof Text text && schema.type() == Schema.Type.STRING) {
      return text.toString();
    }
    if (value instanceof BytesWritable bytes && schema.type() == Schema.Type.BYTES) {
      return ByteBuffer.wrap(Arrays.copyOf(bytes.getBytes(), bytes.getLength()));
    }
    throw new IOException(
        "a " + value.getClass().getSimpleName() + " for a value of type " + schema.type());
  }
}
