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
package io.sluice.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exec.CallMonitor;
import io.sluice.exec.CallMonitor.Pool;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MonitoredOutputTest {
  @Test
  void aWriteThatThrowsAnErrorIsNotInProgressAnyMore() {
    CallMonitor monitor = new CallMonitor(() -> 0, 1000);
    AtomicBoolean ended = new AtomicBoolean();
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new NoClassDefFoundError("codec");
          }
        };
    MonitoredOutput output = new MonitoredOutput(broken, monitor, ended::get);

    assertThatThrownBy(() -> output.write(new byte[1], 0, 1))
        .isInstanceOf(NoClassDefFoundError.class);

    ended.set(true);
    assertThat(monitor.abandoned(Pool.WRITER)).isZero();
  }
}
