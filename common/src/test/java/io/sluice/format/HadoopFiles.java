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

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.Seekable;
import org.apache.hadoop.io.SequenceFile;

/** Hadoop's own reader over bytes in memory. */
final class HadoopFiles {
  private HadoopFiles() {}

  static SequenceFile.Reader sequenceFile(byte[] file) throws IOException {
    return new SequenceFile.Reader(
        new Configuration(false),
        SequenceFile.Reader.stream(new FSDataInputStream(new SeekableBytes(file))),
        SequenceFile.Reader.length(file.length));
  }

  private static final class SeekableBytes extends ByteArrayInputStream
      implements Seekable, PositionedReadable {
    SeekableBytes(byte[] bytes) {
      super(bytes);
    }

    @Override
    public void seek(long position) {
      pos = Math.toIntExact(position);
    }

    @Override
    public long getPos() {
      return pos;
    }

    @Override
    public boolean seekToNewSource(long position) {
      return false;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
      int available = Math.min(length, count - Math.toIntExact(position));
      if (available <= 0) {
        return -1;
      }
      System.arraycopy(buf, Math.toIntExact(position), target, offset, available);
      return available;
    }

    @Override
    public void readFully(long position, byte[] target, int offset, int length) throws IOException {
      if (read(position, target, offset, length) < length) {
        throw new EOFException();
      }
    }

    @Override
    public void readFully(long position, byte[] target) throws IOException {
      readFully(position, target, 0, target.length);
    }
  }
}
