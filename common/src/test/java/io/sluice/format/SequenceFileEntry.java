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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.Text;

/** One record of a sequence file, as Hadoop has read it. */
record SequenceFileEntry(long key, byte[] value) {

  static List<SequenceFileEntry> readAll(SequenceFile.Reader reader) throws IOException {
    List<SequenceFileEntry> entries = new ArrayList<>();
    LongWritable key = new LongWritable();
    if (reader.getValueClassName().equals(Text.class.getName())) {
      for (Text text = new Text(); reader.next(key, text); ) {
        entries.add(new SequenceFileEntry(key.get(), text.copyBytes()));
      }
    } else {
      for (BytesWritable bytes = new BytesWritable(); reader.next(key, bytes); ) {
        entries.add(new SequenceFileEntry(key.get(), bytes.copyBytes()));
      }
    }
    return entries;
  }
}
