/// The words. Stages of the engine speak codes and arguments, faces speak keys; [Messages] turns both into sentences.
///
/// Sentences live in one properties file for each area and language, `i18n/<area>.properties` and `i18n/<area>_zh.properties`,
/// in UTF-8 and `MessageFormat` syntax. Whoever owns an area owns its two files; all areas share one space of keys.
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.i18n;
