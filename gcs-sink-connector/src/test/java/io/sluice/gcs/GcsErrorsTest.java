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

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import com.google.cloud.storage.StorageException;
import io.sluice.storage.StorageException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GcsErrorsTest {
  private static io.sluice.storage.StorageException translate(Exception failure) {
    return GcsErrors.translate("publish", "out/a.json", failure);
  }

  private static StorageException answer(int code, String reason, String message) {
    return new StorageException(code, message, reason, null);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 408, 409, 410, 412, 429, 500, 502, 503, 504})
  void retriesWhatMayPass(int code) {
    io.sluice.storage.StorageException failure = translate(answer(code, null, "not now"));

    assertThat(failure.retriable()).isTrue();
    assertThat(failure)
        .hasMessageStartingWith("publish out/a.json: ")
        .hasMessageContaining("not now");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REFUSED | 401 | authError | Invalid Credentials | token is not accepted",
        "REFUSED | 403 | forbidden | a@b does not have storage.objects.create access to the Google Cloud"
            + " Storage object. | lacks storage.objects.create",
        "REFUSED | 403 | forbidden | a@b does not have storage.objects.list access to the bucket. |"
            + " lacks storage.objects.list",
        "REFUSED | 403 | forbidden | Forbidden | storage.objects.get",
        "REFUSED | 403 | retentionPolicyNotMet | Object 'b/o' is subject to bucket's retention policy |"
            + " retention policy forbids",
        "REFUSED | 403 | quotaExceeded | Too many | a quota is used up",
        "REFUSED | 403 | forbidden | Request is prohibited by organization's policy | perimeter",
        "REFUSED | 403 | objectUnderActiveHold | Object 'b/o' is under active Temporary hold | a hold",
        "REFUSED | 403 | forbidden | Permission denied on Cloud KMS key. |"
            + " roles/cloudkms.cryptoKeyEncrypterDecrypter",
        "REFUSED | 400 | invalid | The KMS key is disabled | gcs.kms.key",
        "REFUSED | 400 | userProjectMissing | Bucket is a requester pays bucket but no user project provided."
            + " | gcs.user.project",
        "REFUSED | 403 | forbidden | a@b does not have serviceusage.services.use access |"
            + " roles/serviceusage.serviceUsageConsumer",
        "FATAL | 400 | userProjectInvalid | The project is wrong | no such project to bill",
        "REFUSED | 403 | accountDisabled | The billing account is disabled | billing account",
        "REFUSED | 403 | accessNotConfigured | not enabled | API is not enabled",
        "FATAL | 400 | customerEncryptionKeyIsIncorrect | wrong key | gcs.encryption.key",
        "FATAL | 400 | resourceIsEncryptedWithCustomerEncryptionKey | needs a key | gcs.encryption.key",
        "FATAL | 404 | notFound | The specified bucket does not exist. | gcs.bucket",
        "FATAL | 413 | uploadTooLarge | too large | status 413"
      })
  void stopsWhereSomethingHasToBeDoneAndSaysWhat(
      Kind kind, int code, String reason, String message, String remedy) {
    io.sluice.storage.StorageException failure = translate(answer(code, reason, message));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageContaining(remedy).hasMessageContaining(message);
    assertThat(failure.getMessage().lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | invalid | Provided CRC32C \"a\" doesn't match calculated CRC32C \"b\". | damaged",
        "403 | rateLimitExceeded | Too many | too many requests"
      })
  void retriesRefusalsThatPass(int code, String reason, String message, String meaning) {
    io.sluice.storage.StorageException failure = translate(answer(code, reason, message));

    assertThat(failure.retriable()).isTrue();
    assertThat(failure).hasMessageContaining(meaning);
  }

  @ParameterizedTest
  @ValueSource(strings = {"household", "retention", "kms-keys", "checksums", "md5"})
  void namesThatUsersChooseDoNotChangeWhatARefusalMeans(String name) {
    String said = name + "@p.iam.gserviceaccount.com does not have storage.objects.create access";
    HttpResponseException answer =
        new HttpResponseException.Builder(403, "Forbidden", new HttpHeaders())
            .setMessage("403 Forbidden\nPOST https://storage/b/" + name + "/o\n" + said)
            .setContent(said)
            .build();

    io.sluice.storage.StorageException failure =
        translate(new StorageException(403, said, "forbidden", answer));

    assertThat(failure).hasMessageContaining("lacks storage.objects.create");
  }

  @Test
  void aMissingObjectIsNotAMissingBucketWhateverItsName() {
    StorageException object = answer(404, "notFound", "No such object: my-bucket/bucket");

    assertThat(GcsErrors.isBucketMissing(object)).isFalse();
    assertThat(translate(object).retriable()).isTrue();
    assertThat(
            GcsErrors.isBucketMissing(
                answer(404, "notFound", "The specified bucket does not exist.")))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "412, conditionNotMet, At least one of the pre-conditions did not hold, true",
    "403, forbidden, no storage.objects.delete access, true",
    "403, retentionPolicyNotMet, retention, true",
    "403, objectUnderActiveHold, hold, true",
    "403, forbidden, no storage.objects.create access, false",
    "409, conflict, conflict, false"
  })
  void recognizesThatANameIsTaken(int code, String reason, String message, boolean taken) {
    assertThat(GcsErrors.isNameTaken(answer(code, reason, message))).isEqualTo(taken);
  }

  @Test
  void retriesWhatTheNetworkDoes() {
    assertThat(translate(new StorageException(new SocketTimeoutException("Read timed out"))))
        .hasMessageContaining("no answer in time")
        .extracting(io.sluice.storage.StorageException::retriable)
        .isEqualTo(true);
    assertThat(translate(new StorageException(new ConnectException("refused"))))
        .hasMessageContaining("gcs.endpoint")
        .extracting(io.sluice.storage.StorageException::retriable)
        .isEqualTo(true);
    assertThat(translate(new StorageException(new UnknownHostException("nowhere"))))
        .hasMessageContaining("nowhere")
        .hasMessageContaining("gcs.proxy")
        .extracting(io.sluice.storage.StorageException::retriable)
        .isEqualTo(true);
    assertThat(translate(new StorageException(new SocketException("Connection reset"))).retriable())
        .isTrue();
    assertThat(translate(new IOException("insufficient data written")).retriable()).isTrue();
  }

  @Test
  void stopsWhereTheCertificateIsNotTrusted() {
    assertThat(translate(new StorageException(new SSLHandshakeException("PKIX path"))))
        .hasMessageContaining("certificate")
        .extracting(io.sluice.storage.StorageException::kind)
        .isEqualTo(Kind.REFUSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 Bad Request {\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT\"} |"
            + " create a new key",
        "403 Permission 'iam.serviceAccounts.getAccessToken' denied on resource |"
            + " roles/iam.serviceAccountTokenCreator",
        "Your default credentials were not found. | GOOGLE_APPLICATION_CREDENTIALS"
      })
  void stopsWhereThereIsNoIdentity(String message, String remedy) {
    io.sluice.storage.StorageException failure =
        translate(
            new StorageException(
                0, "Error getting access token", new IOException("x", new IOException(message))));

    assertThat(failure.retriable()).isFalse();
    assertThat(failure).hasMessageContaining(remedy);
  }

  @Test
  void anInterruptIsRetriableAndMarksTheThread() {
    io.sluice.storage.StorageException failure =
        translate(new StorageException(new InterruptedIOException("interrupted")));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.retriable()).isTrue();
  }

  @Test
  void aProgrammingErrorIsNotRetried() {
    assertThat(translate(new IllegalStateException("bug")).kind()).isEqualTo(Kind.FATAL);
  }
}
