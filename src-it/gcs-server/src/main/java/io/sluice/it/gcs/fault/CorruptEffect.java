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
package io.sluice.it.gcs.fault;

import io.sluice.it.gcs.call.Call;
import io.sluice.it.gcs.call.Operation;
import io.sluice.it.gcs.fault.Faults.Action;
import io.sluice.it.gcs.http.Response;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Changes the first byte in transit. */
final class CorruptEffect implements Effect {

  @Override
  public Response apply(Call call, Action action) throws IOException {
    if (call.operation() != Operation.DOWNLOAD) {
      return action.carryOut(call.withMedia(new CorruptInput(call.media())));
    }
    Response response = action.carryOut(call);
    Response.Body whole = response.body();
    return response.withBody(
        new Response.Body() {
          @Override
          public long length() {
            return whole.length();
          }

          @Override
          public void writeTo(OutputStream out) throws IOException {
            whole.writeTo(new CorruptOutput(out));
          }
        });
  }

  /** Alters the first byte that is read. */
  private static final class CorruptInput extends FilterInputStream {
    private boolean done;

    CorruptInput(InputStream source) {
      super(source);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      if (!done && count > 0) {
        target[offset] ^= 1;
        done = true;
      }
      return count;
    }
  }

  /** Alters the first byte that is written. */
  private static final class CorruptOutput extends FilterOutputStream {
    private boolean done;

    CorruptOutput(OutputStream target) {
      super(target);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (done || length == 0) {
        out.write(bytes, offset, length);
        return;
      }
      out.write(bytes[offset] ^ 1);
      out.write(bytes, offset + 1, length - 1);
      done = true;
    }
  }
}
