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

import io.sluice.storage.StorageException.Kind;
import java.util.List;

/** The meanings of refusals by Cloud Storage and by Google's token servers. */
final class GcsErrorRules {
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int REQUEST_TIMEOUT = 408;
  static final int GONE = 410;
  static final int PRECONDITION_FAILED = 412;
  static final int TOO_MANY_REQUESTS = 429;

  /**
   * Part of the message for a missing bucket; that for a missing object contains the bucket's name.
   */
  static final String NO_BUCKET = "bucket does not exist";

  /** Part of the message for a wrong checksum of uploaded bytes. */
  static final String DAMAGED = "match calculated";

  private static final int ANY = -1;

  /**
   * The meaning of a failure; the first rule that matches applies.
   *
   * @param code the HTTP status; {@link #ANY} for all, and for failures without a status
   * @param text part of the server's reason or of a message, ignoring case; empty for any
   * @param kind whether a retry may succeed
   * @param meaning what is wrong, and the remedy
   */
  record Rule(int code, String text, Kind kind, String meaning) {
    static Rule retry(int code, String text, String meaning) {
      return new Rule(code, text, Kind.RETRIABLE, meaning);
    }

    static Rule refused(int code, String text, String meaning) {
      return new Rule(code, text, Kind.REFUSED, meaning);
    }

    static Rule stop(int code, String text, String meaning) {
      return new Rule(code, text, Kind.FATAL, meaning);
    }

    boolean matches(Seen failure) {
      return (code == ANY || code == failure.code()) && contains(failure.text(), text);
    }
  }

  /**
   * The properties of a failure that rules match.
   *
   * @param code the HTTP status, or 0
   * @param text the server's reason and all messages, without addresses, which contain names that
   *     users choose
   * @param summary the first line of the server's message
   */
  record Seen(int code, String text, String summary) {}

  /** All rules in the order in which they are tried. */
  static final List<Rule> ALL =
      List.of(
          // Identity; these failures precede the request to Cloud Storage, with or without a
          // status.
          Rule.refused(
              ANY,
              "invalid_grant",
              "Google does not accept the credentials: the key was deleted or has expired, or the"
                  + " worker's clock is wrong; create a new key, or correct the clock"),
          Rule.refused(
              ANY,
              "invalid_client",
              "Google does not know the client of the credentials; log in again or create a new"
                  + " key"),
          Rule.refused(
              ANY,
              "iam.serviceAccounts.getAccessToken",
              "the identity may not impersonate the service account of "
                  + AccessConfig.IMPERSONATE
                  + ": it lacks iam.serviceAccounts.getAccessToken; grant it"
                  + " roles/iam.serviceAccountTokenCreator on that account"),
          Rule.stop(
              ANY,
              "default credentials were not found",
              "the worker has no application default credentials; set "
                  + AccessConfig.CREDENTIALS_SOURCE
                  + ", or GOOGLE_APPLICATION_CREDENTIALS for the worker"),
          Rule.refused(
              UNAUTHORIZED,
              "",
              "the identity's token is not accepted although it was renewed; check that its key"
                  + " was not deleted and that its account is enabled"),
          // Billing.
          Rule.refused(
              400,
              "requester pays",
              "the requester pays for this bucket; set " + AccessConfig.USER_PROJECT),
          Rule.refused(
              ANY,
              "serviceusage.services.use",
              "the identity lacks serviceusage.services.use on the project of "
                  + AccessConfig.USER_PROJECT
                  + "; grant it roles/serviceusage.serviceUsageConsumer there"),
          Rule.refused(
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
          Rule.refused(
              FORBIDDEN, "accountDisabled", "the project's billing account is disabled; enable it"),
          Rule.refused(
              FORBIDDEN,
              "accessNotConfigured",
              "the Cloud Storage API is not enabled in the project; enable it, or correct "
                  + AccessConfig.PROJECT),
          // Encryption.
          Rule.stop(
              400,
              "customerEncryption",
              "the object is encrypted with another key; set "
                  + ObjectConfig.ENCRYPTION_KEY
                  + " to the key with which it was written"),
          Rule.stop(
              400,
              "customer-supplied encryption key",
              "the object is encrypted with a customer-supplied key; set "
                  + ObjectConfig.ENCRYPTION_KEY
                  + " to the key with which it was written"),
          Rule.stop(
              400,
              "encryption key is incorrect",
              "the object is encrypted with another key; set "
                  + ObjectConfig.ENCRYPTION_KEY
                  + " to the key with which it was written"),
          Rule.stop(
              400,
              "encryptedWithCustomerEncryptionKey",
              "the object is not encrypted with the key in "
                  + ObjectConfig.ENCRYPTION_KEY
                  + "; set the key with which it was written, or none"),
          Rule.refused(
              FORBIDDEN,
              "KMS key",
              "Cloud Storage may not use the KMS key: its service agent lacks"
                  + " cloudkms.cryptoKeyVersions.useToEncrypt or useToDecrypt; grant it"
                  + " roles/cloudkms.cryptoKeyEncrypterDecrypter on the key"),
          Rule.refused(
              400,
              "KMS key",
              "the KMS key cannot be used; check that "
                  + ObjectConfig.KMS_KEY
                  + " exists in the bucket's location and is enabled"),
          // Deletion.
          Rule.refused(
              FORBIDDEN,
              "retentionPolicyNotMet",
              "a retention policy forbids its deletion; it remains"),
          Rule.refused(
              FORBIDDEN, "objectUnderActiveHold", "a hold forbids its deletion; it remains"),
          // Limits.
          Rule.retry(
              FORBIDDEN, "rateLimitExceeded", "too many requests; use fewer tasks or larger files"),
          Rule.refused(FORBIDDEN, "quotaExceeded", "a quota is used up; raise it"),
          Rule.retry(
              TOO_MANY_REQUESTS, "", "too many requests to this name or bucket; use larger files"),
          // Damaged transfers.
          Rule.retry(400, DAMAGED, "the bytes were damaged in transit; they are sent again"),
          Rule.retry(
              ANY, "mismatch checksum", "the bytes were damaged in transit; they are read again"),
          Rule.refused(
              FORBIDDEN,
              "organization's policy",
              "a service perimeter or policy of the organization forbids it; permit the worker's"
                  + " network and identity"),
          Rule.stop(
              NOT_FOUND,
              NO_BUCKET,
              "there is no such bucket; create it, or correct " + GcsConfig.BUCKET),
          Rule.retry(NOT_FOUND, "", "the object no longer exists"),
          Rule.retry(REQUEST_TIMEOUT, "", "Cloud Storage waited too long for the request"),
          Rule.retry(409, "", "another request on the same name is in progress"),
          Rule.retry(GONE, "", "Cloud Storage has ended the upload; it starts again"),
          Rule.retry(PRECONDITION_FAILED, "", "the object has changed meanwhile"));

  private GcsErrorRules() {}

  /** Whether a text contains another one, ignoring case. */
  static boolean contains(String text, String part) {
    for (int i = 0; i + part.length() <= text.length(); i++) {
      if (text.regionMatches(true, i, part, 0, part.length())) {
        return true;
      }
    }
    return false;
  }
}
