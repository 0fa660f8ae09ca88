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
package io.sluice.connect;

import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Translates the errors of the task's callbacks: only a {@link ConnectException} may escape, and
 * never a retriable one, after which the worker would deliver the same batch again, even after a
 * seek.
 */
final class CallbackErrors {
  private CallbackErrors() {}

  static void guard(String callback, Runnable body) {
    guard(
        callback,
        () -> {
          body.run();
          return null;
        });
  }

  static <T> T guard(String callback, Supplier<T> body) {
    try {
      return body.get();
    } catch (RetriableException e) {
      throw wrapped(callback, e);
    } catch (ConnectException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw wrapped(callback, e);
    }
  }

  private static ConnectException wrapped(String callback, Throwable error) {
    return new ConnectException(
        "The task failed in %s with an unexpected error: %s. Restart the task; nothing is lost."
            .formatted(callback, error),
        error);
  }
}
