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
package io.sluice.it.score;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * A line of the scoreboard: measures, says on standard error what it does, prints its result as one
 * JSON line and exits with 0 if its bar is passed.
 */
@Command(mixinStandardHelpOptions = true)
abstract class ScoreLine implements Callable<Integer> {
  private final ObjectMapper json = new ObjectMapper();
  private final ObjectNode result = json.createObjectNode();
  private final long start = System.nanoTime();

  /** The line's name, the first field of its result. */
  abstract String name();

  /** Measures, adds fields to {@link #result}, and returns whether the bar is passed. */
  abstract boolean measure() throws Exception;

  @Override
  public final Integer call() throws Exception {
    result.put("name", name());
    result.put("pass", false);
    boolean pass = measure();
    result.put("pass", pass);
    System.out.println(json.writeValueAsString(result));
    System.out.flush();
    return pass ? 0 : 1;
  }

  final ObjectNode result() {
    return result;
  }

  /** Puts a number with as many decimals. */
  final void put(String field, double value, int decimals) {
    if (decimals == 0) {
      result.put(field, Math.round(value));
    } else {
      double scale = Math.pow(10, decimals);
      result.put(field, Math.round(value * scale) / scale);
    }
  }

  /** A line of progress on standard error. */
  final void say(String format, Object... arguments) {
    System.err.printf(
        Locale.ROOT,
        "[%6.1f s] %s%n",
        (System.nanoTime() - start) / 1e9,
        String.format(Locale.ROOT, format, arguments));
  }
}
