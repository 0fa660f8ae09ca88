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
import io.sluice.it.gcs.fault.Faults.Action;
import io.sluice.it.gcs.http.ConnectionDropped;
import io.sluice.it.gcs.http.Response;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Ends the connection of a call. */
enum DropEffect implements Effect {
  BEFORE {
    @Override
    public Response apply(Call call, Action action) {
      throw new ConnectionDropped();
    }
  },
  MID_BODY {
    @Override
    public Response apply(Call call, Action action) throws IOException {
      return switch (call.operation()) {
        case INSERT -> action.carryOut(call.withMedia(new CutInput(call.media(), 1)));
        case RESUMABLE_CHUNK, RESUMABLE_FINALIZE -> {
          long half = Long.parseLong(call.request().header("content-length").orElse("0")) / 2;
          yield action.carryOut(call.withMedia(new CutInput(call.media(), half)));
        }
        default -> cut(action.carryOut(call));
      };
    }
  },
  AFTER {
    @Override
    public Response apply(Call call, Action action) throws IOException {
      action.carryOut(call);
      throw new ConnectionDropped();
    }
  };

  /** Half of an answer; nothing of an answer without a body. */
  private static Response cut(Response response) {
    Response.Body whole = response.body();
    if (whole.length() <= 0) {
      throw new ConnectionDropped();
    }
    return response.withBody(
        new Response.Body() {
          @Override
          public long length() {
            return whole.length();
          }

          @Override
          public void writeTo(OutputStream out) throws IOException {
            whole.writeTo(new CutOutput(out, whole.length() / 2));
          }
        });
  }

  /** The bytes before the cut, without an end. */
  private static final class CutInput extends FilterInputStream {
    private long remaining;

    CutInput(InputStream source, long length) {
      super(source);
      remaining = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      read(one, 0, 1);
      return one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count =
          remaining == 0 ? -1 : super.read(target, offset, (int) Math.min(remaining, length));
      if (count < 0) {
        throw new ConnectionDropped();
      }
      remaining -= count;
      return count;
    }
  }

  /** Takes the bytes before the cut. */
  private static final class CutOutput extends FilterOutputStream {
    private long remaining;

    CutOutput(OutputStream target, long length) {
      super(target);
      remaining = length;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int count = (int) Math.min(remaining, length);
      out.write(bytes, offset, count);
      remaining -= count;
      if (remaining == 0) {
        out.flush();
        throw new ConnectionDropped();
      }
    }
  }
}
