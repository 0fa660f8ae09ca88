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
package io.sluice.it.gcs.call;

/** The operation of a request, by which faults are chosen and calls counted. */
public enum Operation {
  /** An upload in one request, by media or multipart. */
  INSERT(BillingClass.A),
  /** Begins a resumable upload, which is billed as one operation whatever follows. */
  RESUMABLE_START(BillingClass.A),
  /** A chunk of a resumable upload, except the last one. */
  RESUMABLE_CHUNK(BillingClass.FREE),
  /** The request that ends a resumable upload, with or without bytes. */
  RESUMABLE_FINALIZE(BillingClass.FREE),
  /** Asks how far a resumable upload got. */
  RESUMABLE_STATUS(BillingClass.FREE),
  RESUMABLE_CANCEL(BillingClass.FREE),
  /** Reads metadata. */
  GET(BillingClass.B),
  /** Reads bytes. */
  DOWNLOAD(BillingClass.B),
  LIST(BillingClass.A),
  DELETE(BillingClass.FREE),
  PATCH(BillingClass.A),
  UPDATE(BillingClass.A),
  COPY(BillingClass.A),
  REWRITE(BillingClass.A),
  COMPOSE(BillingClass.A),
  MOVE(BillingClass.A),
  BUCKET_INSERT(BillingClass.A),
  BUCKET_GET(BillingClass.B),
  BUCKET_TEST_PERMISSIONS(BillingClass.B),
  /** A wrapper around other operations, which are billed one by one. */
  BATCH(BillingClass.FREE);

  private final BillingClass billing;

  Operation(BillingClass billing) {
    this.billing = billing;
  }

  public BillingClass billing() {
    return billing;
  }
}
