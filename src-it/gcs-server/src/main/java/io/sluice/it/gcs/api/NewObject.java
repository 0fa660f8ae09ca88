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
package io.sluice.it.gcs.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.it.gcs.call.Call;
import io.sluice.it.gcs.http.Request;
import io.sluice.it.gcs.store.BucketSettings;
import java.util.Optional;

/**
 * An object that is to be uploaded.
 *
 * @param kmsKey empty for none
 */
record NewObject(
    String name,
    ObjectNode resource,
    String contentType,
    String kmsKey,
    Preconditions preconditions,
    Optional<String> encryptionKeySha256) {

  /** The object that an upload, or the start of a resumable one, requests. */
  static NewObject of(Call call) {
    Request request = call.request();
    ObjectNode resource = call.resource().deepCopy();
    request
        .parameter("contentEncoding")
        .ifPresent(encoding -> resource.put("contentEncoding", encoding));
    String contentType =
        switch (call.operation()) {
          case RESUMABLE_START -> request.header("x-upload-content-type").orElse("");
          default -> request.header("content-type").orElse("");
        };
    return new NewObject(
        call.object(),
        resource,
        contentType.startsWith("multipart/") ? "" : contentType,
        request.parameter("kmsKeyName").orElse(resource.path("kmsKeyName").asText("")),
        Preconditions.of(request),
        CustomerKey.sha256(request));
  }

  ObjectNode attributes(BucketSettings bucket) {
    return Attributes.create(resource, contentType, kmsKey, bucket);
  }

  ExpectedChecksums checksums() {
    return new ExpectedChecksums(resource);
  }
}
