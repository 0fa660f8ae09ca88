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
package io.sluice.gcs;

import com.google.api.client.http.HttpResponseException;
import io.sluice.config.FaultConfig;
import io.sluice.config.RollConfig;
import io.sluice.gcs.CallGuard.CutOffException;
import io.sluice.storage.StorageException;
import io.sluice.storage.StorageException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;

/** Translates exceptions of Google's client to StorageException, and decides on retrying. */
final class GcsErrors {
  /** The operation that uploads files. */
  static final String PUBLISH = "publish";

  private static final int MAX_CAUSES = 8;

  /** Status, request, and the server's message. */
  private static final int PLAIN_ANSWER_LINES = 3;

  private static final int FIRST_SERVER_ERROR = 500;

  private static final String SLOW_UPLOAD =
      "; for large files on a slow network, set a longer "
          + FaultConfig.STORAGE_TIMEOUT_MS
          + " or a lower "
          + RollConfig.ROLL_BYTES;

  /** Names of permissions only; those of accounts contain dots, too. */
  private static final Pattern PERMISSION =
      Pattern.compile("\\bstorage\\.(?:buckets|folders|managedFolders|objects)\\.\\w+");

  private GcsErrors() {}

  /** Also restores the thread's interrupt flag if an interrupt ended the call. */
  static StorageException translate(String operation, String path, Exception failure) {
    List<Throwable> causes = causes(failure);
    String what = operation + " " + path + ": ";
    for (Throwable cause : causes) {
      if (cause instanceof StorageException translated) {
        return translated;
      }
      if (cause instanceof CutOffException) {
        return StorageException.retriable(
            what + cause.getMessage() + (operation.equals(PUBLISH) ? SLOW_UPLOAD : ""), failure);
      }
      if (isInterrupt(cause)) {
        Thread.currentThread().interrupt();
        return StorageException.retriable(what + "interrupted", failure);
      }
    }
    GcsErrorRules.Seen seen = seen(causes);
    for (GcsErrorRules.Rule rule : GcsErrorRules.ALL) {
      if (rule.matches(seen)) {
        return StorageException.of(
            rule.kind(), what + rule.meaning() + " (" + seen.summary() + ")", failure);
      }
    }
    return seen.code() == 0
        ? withoutStatus(what, seen, causes, failure)
        : withStatus(what, seen, failure);
  }

  /** Whether the same request may succeed soon. */
  static boolean isTransient(com.google.cloud.storage.StorageException failure) {
    int code = failure.getCode();
    return code >= FIRST_SERVER_ERROR
        || code == GcsErrorRules.TOO_MANY_REQUESTS
        || code == GcsErrorRules.REQUEST_TIMEOUT
        || code == 0;
  }

  /** Whether the identity's token was refused. */
  static boolean isUnauthorized(com.google.cloud.storage.StorageException failure) {
    return failure.getCode() == GcsErrorRules.UNAUTHORIZED;
  }

  /**
   * Whether an upload that must not overwrite was refused because its name is taken. If the
   * existing object may not be deleted, because of missing permission or a retention policy, the
   * server may report that instead of the precondition.
   */
  static boolean isNameTaken(com.google.cloud.storage.StorageException failure) {
    String text = failure.getReason() + " " + failure.getMessage();
    return failure.getCode() == GcsErrorRules.PRECONDITION_FAILED
        || failure.getCode() == GcsErrorRules.FORBIDDEN
            && (GcsErrorRules.contains(text, Permissions.DELETE)
                || GcsErrorRules.contains(text, "retentionPolicyNotMet")
                || GcsErrorRules.contains(text, "objectUnderActiveHold"));
  }

  /** Whether the received bytes did not match their checksum. */
  static boolean isDamaged(Exception failure) {
    return failure instanceof DamagedException
        || GcsErrorRules.contains(seen(causes(failure)).text(), GcsErrorRules.DAMAGED);
  }

  /** Whether a status 404 means that the bucket is missing. */
  static boolean isBucketMissing(Throwable failure) {
    return GcsErrorRules.contains(String.valueOf(failure.getMessage()), GcsErrorRules.NO_BUCKET);
  }

  private static StorageException withStatus(
      String what, GcsErrorRules.Seen seen, Exception failure) {
    if (seen.code() >= FIRST_SERVER_ERROR) {
      return StorageException.retriable(
          what + "Cloud Storage has an outage (" + seen.summary() + ")", failure);
    }
    if (seen.code() == GcsErrorRules.FORBIDDEN) {
      Matcher permission = PERMISSION.matcher(seen.text());
      String missing = permission.find() ? permission.group() : "a permission";
      return StorageException.refused(
          what
              + "the identity lacks "
              + missing
              + "; grant it on the bucket, with a role for "
              + Permissions.names()
              + " ("
              + seen.summary()
              + ")",
          failure);
    }
    return StorageException.fatal(
        what
            + "Cloud Storage refuses the request with status "
            + seen.code()
            + " ("
            + seen.summary()
            + ")",
        failure);
  }

  private static StorageException withoutStatus(
      String what, GcsErrorRules.Seen seen, List<Throwable> causes, Exception failure) {
    for (Throwable cause : causes) {
      if (cause instanceof UnknownHostException) {
        return StorageException.retriable(
            what
                + "the host is unknown; check the network, gcs.endpoint and gcs.proxy ("
                + cause.getMessage()
                + ")",
            failure);
      }
      if (cause instanceof SSLHandshakeException) {
        return StorageException.refused(
            what
                + "no secure connection; make the worker's JVM trust the server's certificate ("
                + cause.getMessage()
                + ")",
            failure);
      }
      if (cause instanceof ConnectException) {
        return StorageException.retriable(
            what
                + "nothing answers; check the network, gcs.endpoint and gcs.proxy ("
                + cause.getMessage()
                + ")",
            failure);
      }
      if (cause instanceof SocketTimeoutException) {
        return StorageException.retriable(
            what + "no answer in time; check the network and the load", failure);
      }
      if (cause instanceof com.google.auth.Retryable token && !token.isRetryable()) {
        return StorageException.refused(
            what + "the identity got no token; check its credentials (" + seen.summary() + ")",
            failure);
      }
    }
    boolean io = causes.stream().anyMatch(IOException.class::isInstance);
    boolean client = failure instanceof com.google.cloud.storage.StorageException;
    return StorageException.of(
        io || client ? Kind.RETRIABLE : Kind.FATAL, what + seen.summary(), failure);
  }

  private static GcsErrorRules.Seen seen(List<Throwable> causes) {
    int code = 0;
    StringBuilder text = new StringBuilder();
    for (Throwable cause : causes) {
      if (cause instanceof com.google.cloud.storage.StorageException refused) {
        code = code == 0 ? refused.getCode() : code;
        text.append(refused.getReason()).append('\n');
      }
      text.append(said(cause)).append('\n');
    }
    return new GcsErrorRules.Seen(code, text.toString(), summary(causes.get(0)));
  }

  /** The message; for an HTTP response, only its body without the address. */
  private static String said(Throwable cause) {
    if (cause instanceof HttpResponseException answer) {
      return String.valueOf(answer.getContent());
    }
    boolean quotesAnswer = cause.getCause() instanceof HttpResponseException;
    return quotesAnswer ? summary(cause) : String.valueOf(cause.getMessage());
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = failure;
        cause != null && causes.size() < MAX_CAUSES;
        cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }

  private static boolean isInterrupt(Throwable failure) {
    return failure instanceof InterruptedException
        || failure instanceof InterruptedIOException
            && !(failure instanceof SocketTimeoutException);
  }

  /**
   * The first line of the message, or the last if the first is a status before the request, as in
   * messages about downloads.
   */
  private static String summary(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getSimpleName();
    }
    List<String> lines =
        message.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    String last = lines.get(lines.size() - 1);
    boolean plain = lines.size() == PLAIN_ANSWER_LINES && !last.startsWith("<");
    return plain && Character.isDigit(message.charAt(0)) ? last : lines.get(0);
  }
}
