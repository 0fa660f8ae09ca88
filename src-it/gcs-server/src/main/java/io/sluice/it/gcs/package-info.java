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

/**
 * Google Cloud Storage for tests and measurements; {@link io.sluice.it.gcs.FakeGcs} starts it.
 *
 * <p>A request goes from {@code http} (how it travels) to {@code api} (what it asks for and who may
 * ask for it), on the way through {@code fault} (what a test scripted for it) and {@code call}
 * (what is counted), and ends in {@code store} (buckets, objects, bytes).
 */
package io.sluice.it.gcs;
