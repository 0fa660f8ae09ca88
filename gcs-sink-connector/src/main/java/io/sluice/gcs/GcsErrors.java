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

import io.sluice.config.FaultConfig;
import io.sluice.config.RollConfig;
import io.sluice.gcs.CallGuard.CutOffException;
import io.sluice.storage.StorageException;
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

/** Turns what Google's client throws into the contract's exception, and decides on retrying. */
final class GcsErrors {
  /** The operation that uploads files. */
  static final String PUBLISH = "publish";

  static final int NOT_FOUND = 404;
  static final int GONE = 410;

  private static final int PRECONDITION_FAILED = 412;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private static final int MAX_CAUSES = 8;

  /** Status, request, and what the server says. */
  private static final int PLAIN_ANSWER_LINES = 3;

  private static final int ANY = -1;
  private static final int FIRST_SERVER_ERROR = 500;

  /** Of a message of Cloud Storage; what it says of a missing object holds the bucket's name. */
  private static final String NO_BUCKET = "bucket does not exist";

  private static final String SLOW_UPLOAD =
      "; a large file on a slow network needs a longer "
          + FaultConfig.STORAGE_TIMEOUT_MS
          + " or a lower "
          + RollConfig.ROLL_BYTES;

  /** Accounts have names with dots, too. */
  private static final Pattern PERMISSION =
      Pattern.compile("\\bstorage\\.(?:buckets|folders|managedFolders|objects)\\.\\w+");

  /**
   * What a kind of failure means; the first that matches counts.
   *
   * @param code the HTTP status; {@link #ANY} for all, also for failures without one
   * @param text a part of the server's reason or of a message, in any case; empty for any
   * @param retriable whether repeating the step may help
   * @param meaning what is wrong and what to do
   */
  private record Rule(int code, String text, boolean retriable, String meaning) {
    static Rule retry(int code, String text, String meaning) {
      return new Rule(code, text, true, meaning);
    }

    static Rule stop(int code, String text, String meaning) {
      return new Rule(code, text, false, meaning);
    }

    boolean matches(Seen failure) {
      return (code == ANY || code == failure.code()) && contains(failure.text(), text);
    }
  }

  /**
   * A failure, as far as it can be told apart.
   *
   * @param code the HTTP status, or 0
   * @param text the server's reason and all messages
   * @param summary the first line of what the server said
   */
  private record Seen(int code, String text, String summary) {}

  private static final List<Rule> RULES =
      List.of(
          // Whose identity it is; these come before Cloud Storage is asked, with a status or none.
          Rule.stop(
              ANY,
              "invalid_grant",
              "Google does not accept the credentials: the key was deleted or has expired, or the"
                  + " worker's clock is wrong; create a new key, or correct the clock"),
          Rule.stop(
              ANY,
              "invalid_client",
              "Google does not know the client of the credentials; log in again or create a new"
                  + " key"),
          Rule.stop(
              ANY,
              "iam.serviceAccounts.getAccessToken",
              "the identity may not act as the service account of "
                  + AccessConfig.IMPERSONATE
                  + ": it lacks iam.serviceAccounts.getAccessToken; grant it"
                  + " roles/iam.serviceAccountTokenCreator on that account"),
          Rule.stop(
              ANY,
              "default credentials were not found",
              "the worker has no application default credentials; set "
                  + AccessConfig.CREDENTIALS_SOURCE
                  + ", or GOOGLE_APPLICATION_CREDENTIALS for the worker"),
          Rule.stop(
              UNAUTHORIZED,
              "",
              "the identity's token is not accepted although it was renewed; check that its key"
                  + " was not deleted and that its account is enabled"),
          // Who pays.
          Rule.stop(
              400,
              "requester pays",
              "the requester pays for this bucket; set " + AccessConfig.USER_PROJECT),
          Rule.stop(
              ANY,
              "serviceusage.services.use",
              "the identity lacks serviceusage.services.use on the project of "
                  + AccessConfig.USER_PROJECT
                  + "; grant it roles/serviceusage.serviceUsageConsumer there"),
          Rule.stop(
              ANY,
              "userProjectAccessDenied",
              "the identity lacks serviceusage.services.use on the project of "
                  + AccessConfig.USER_PROJECT
                  + "; grant it roles/serviceusage.serviceUsageConsumer there"),
          Rule.stop(
              ANY,
              "user project specified",
              "there is no such project to bill; correct " + AccessConfig.USER_PROJECT),
          Rule.stop(
              ANY,
              "userProjectInvalid",
              "there is no such project to bill; correct " + AccessConfig.USER_PROJECT),
          Rule.stop(
              FORBIDDEN, "accountDisabled", "the project's billing account is disabled; enable it"),
          Rule.stop(
              FORBIDDEN,
              "accessNotConfigured",
              "the Cloud Storage API is not enabled in the project; enable it, or correct "
                  + AccessConfig.PROJECT),
          // Encryption.
          Rule.stop(
              400,
              "customerEncryption",
              "the object is encrypted with another key; give "
                  + ObjectConfig.ENCRYPTION_KEY
                  + " the one that it was written with"),
          Rule.stop(
              400,
              "customer-supplied encryption key",
              "the object is encrypted with a key of its own; give "
                  + ObjectConfig.ENCRYPTION_KEY
                  + " the one that it was written with"),
          Rule.stop(
              400,
              "encryption key is incorrect",
              "the object is encrypted with another key; give "
                  + ObjectConfig.ENCRYPTION_KEY
                  + " the one that it was written with"),
          Rule.stop(
              400,
              "encryptedWithCustomerEncryptionKey",
              "the object is not encrypted as "
                  + ObjectConfig.ENCRYPTION_KEY
                  + " says; give the key that it was written with, or none"),
          Rule.stop(
              FORBIDDEN,
              "kms",
              "Cloud Storage may not use the KMS key: its service agent lacks"
                  + " cloudkms.cryptoKeyVersions.useToEncrypt or useToDecrypt; grant it"
                  + " roles/cloudkms.cryptoKeyEncrypterDecrypter on the key"),
          Rule.stop(
              400,
              "kms",
              "the KMS key cannot be used; check that "
                  + ObjectConfig.KMS_KEY
                  + " exists in the bucket's location and is enabled"),
          // What may not be deleted.
          Rule.stop(FORBIDDEN, "retention", "a retention policy forbids to delete it; it stays"),
          Rule.stop(FORBIDDEN, "hold", "a hold forbids to delete it; it stays"),
          // Limits that pass.
          Rule.retry(
              FORBIDDEN, "rateLimitExceeded", "too many requests; fewer tasks or larger files"),
          Rule.retry(FORBIDDEN, "quotaExceeded", "a quota is used up; raise it"),
          Rule.retry(429, "", "too many requests to this name or bucket; larger files help"),
          // Damage on the way.
          Rule.retry(400, "crc32c", "the bytes were damaged on their way; they are sent again"),
          Rule.retry(400, "md5", "the bytes were damaged on their way; they are sent again"),
          Rule.retry(ANY, "checksum", "the bytes were damaged on their way; they are sent again"),
          Rule.stop(
              FORBIDDEN,
              "organization's policy",
              "a service perimeter or policy of the organization forbids it; have the worker's"
                  + " network and identity admitted"),
          Rule.stop(
              NOT_FOUND,
              NO_BUCKET,
              "there is no such bucket; create it, or correct " + GcsConfig.BUCKET),
          Rule.retry(NOT_FOUND, "", "what was there before is gone"),
          Rule.retry(408, "", "Cloud Storage waited too long for the request"),
          Rule.retry(409, "", "another request on the same name is in progress"),
          Rule.retry(GONE, "", "the upload was ended by Cloud Storage; it starts again"),
          Rule.retry(PRECONDITION_FAILED, "", "the object has changed meanwhile"));

  private GcsErrors() {}

  /** Also marks the thread as interrupted again if that is what ended the call. */
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
    Seen seen = seen(causes);
    for (Rule rule : RULES) {
      if (rule.matches(seen)) {
        return make(rule.retriable(), what + rule.meaning() + " (" + seen.summary() + ")", failure);
      }
    }
    return seen.code() == 0
        ? withoutStatus(what, seen, causes, failure)
        : withStatus(what, seen, failure);
  }

  /** Whether the identity's token was refused. */
  static boolean isUnauthorized(com.google.cloud.storage.StorageException failure) {
    return failure.getCode() == UNAUTHORIZED;
  }

  /**
   * Whether an upload that must not overwrite was refused because its name is taken. Where what is
   * there may not be deleted, for want of permission or for a retention policy, that can be said
   * before the precondition is looked at.
   */
  static boolean isNameTaken(com.google.cloud.storage.StorageException failure) {
    String text = failure.getReason() + " " + failure.getMessage();
    return failure.getCode() == PRECONDITION_FAILED
        || failure.getCode() == FORBIDDEN
            && (contains(text, Permissions.DELETE)
                || contains(text, "retentionPolicyNotMet")
                || contains(text, "objectUnderActiveHold"));
  }

  /** Whether a status 404 tells that the whole bucket is missing. */
  static boolean isBucketMissing(Throwable failure) {
    return contains(String.valueOf(failure.getMessage()), NO_BUCKET);
  }

  private static StorageException withStatus(String what, Seen seen, Exception failure) {
    if (seen.code() >= FIRST_SERVER_ERROR) {
      return make(true, what + "Cloud Storage is disturbed (" + seen.summary() + ")", failure);
    }
    if (seen.code() == FORBIDDEN) {
      Matcher permission = PERMISSION.matcher(seen.text());
      String missing = permission.find() ? permission.group() : "a permission";
      return make(
          false,
          what
              + "the identity lacks "
              + missing
              + "; grant it on the bucket, as in a role for "
              + Permissions.names()
              + " ("
              + seen.summary()
              + ")",
          failure);
    }
    return make(
        false,
        what
            + "Cloud Storage refuses the request with status "
            + seen.code()
            + " ("
            + seen.summary()
            + ")",
        failure);
  }

  private static StorageException withoutStatus(
      String what, Seen seen, List<Throwable> causes, Exception failure) {
    for (Throwable cause : causes) {
      if (cause instanceof UnknownHostException) {
        return make(
            true,
            what
                + "the host is not known; check the network, gcs.endpoint and gcs.proxy ("
                + cause.getMessage()
                + ")",
            failure);
      }
      if (cause instanceof SSLHandshakeException) {
        return make(
            false,
            what
                + "no secure connection; have the worker's JVM trust the certificate of what"
                + " answers ("
                + cause.getMessage()
                + ")",
            failure);
      }
      if (cause instanceof ConnectException) {
        return make(
            true,
            what
                + "nothing answers; check the network, gcs.endpoint and gcs.proxy ("
                + cause.getMessage()
                + ")",
            failure);
      }
      if (cause instanceof SocketTimeoutException) {
        return make(true, what + "no answer in time; check network and load", failure);
      }
      if (cause instanceof com.google.auth.Retryable token && !token.isRetryable()) {
        return make(
            false,
            what + "no token for the identity; check its credentials (" + seen.summary() + ")",
            failure);
      }
    }
    boolean io = causes.stream().anyMatch(IOException.class::isInstance);
    boolean client = failure instanceof com.google.cloud.storage.StorageException;
    return make(io || client, what + seen.summary(), failure);
  }

  private static StorageException make(boolean retriable, String message, Exception failure) {
    return retriable
        ? StorageException.retriable(message, failure)
        : StorageException.fatal(message, failure);
  }

  private static Seen seen(List<Throwable> causes) {
    int code = 0;
    StringBuilder text = new StringBuilder();
    for (Throwable cause : causes) {
      if (cause instanceof com.google.cloud.storage.StorageException refused) {
        code = code == 0 ? refused.getCode() : code;
        text.append(refused.getReason()).append('\n');
      }
      text.append(cause.getMessage()).append('\n');
    }
    return new Seen(code, text.toString(), summary(causes.get(0)));
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

  private static boolean contains(String text, String part) {
    for (int i = 0; i + part.length() <= text.length(); i++) {
      if (text.regionMatches(true, i, part, 0, part.length())) {
        return true;
      }
    }
    return false;
  }

  /**
   * One line: the first, or the last where the first is only a status and the request follows, as
   * for downloads.
   */
  private static String summary(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getSimpleName();
    }
    List<String> lines = message.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    String last = lines.get(lines.size() - 1);
    boolean plain = lines.size() == PLAIN_ANSWER_LINES && !last.startsWith("<");
    return plain && Character.isDigit(message.charAt(0)) ? last : lines.get(0);
  }
}
