package dev.flotilla.app.cli;

import picocli.CommandLine.IVersionProvider;

/// `flotilla 0.1.0`, from the jar's manifest.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[]{"flotilla " + (version == null ? "(not packaged)" : version)};
    }
}
