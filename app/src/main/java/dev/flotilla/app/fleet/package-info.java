/// Which clusters belong to the workspace, whether they answer, and how they are joined, described and let go.
///
/// What a person changes here is written into the workspace's own files, never into a kubeconfig: members into
/// `flotilla.yaml`, labels and taints into the `Cluster` or `KubeFedCluster` object of the member's name.
/// [dev.flotilla.app.fleet.FleetFiles] computes those texts and keeps comments and order, and
/// [dev.flotilla.app.fleet.Membership] offers them, with names that are free; they are shown before anything is written.
@org.jspecify.annotations.NullMarked
package dev.flotilla.app.fleet;
