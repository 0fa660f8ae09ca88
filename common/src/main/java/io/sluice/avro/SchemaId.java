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
package io.sluice.avro;

/**
 * The number of a schema in a registry.
 *
 * @param kind which of the registry's numbers it is
 */
record SchemaId(Kind kind, long number) {

  /** The kinds of numbers that a registry has for schemas. */
  enum Kind {
    /** The number in the API of Confluent's registry. */
    CONFLUENT("schemas/ids/"),
    /** Apicurio's number of a version of an artifact. */
    GLOBAL("ids/globalIds/"),
    /** Apicurio's number of a content, which several versions may share. */
    CONTENT("ids/contentIds/");

    private final String path;

    Kind(String path) {
      this.path = path;
    }
  }

  /** The path of the schema below the address of the registry. */
  String path() {
    String path = kind.path + number;
    // With the schemas that it refers to inside, so that one request is enough.
    return kind == Kind.GLOBAL ? path + "?dereference=true" : path;
  }
}
