// Shards of a cohort as tasks, then their merge: nextflow run main.nf --out /shared/measured
params.manifest = 'manifest.csv'
params.settings = 'settings.yaml'
params.out = 'measured'
params.shards = 4

// The folder of a shard lies outside of the task's own folder: a task that is tried again gets a new one, and
// would begin at the first row.
process MEASURE {
    cpus 1
    memory '2 GB'
    time '4h'
    maxRetries 3
    // the lock of a killed task on another machine is in force for a minute
    errorStrategy { sleep(70 * 1000); return 'retry' }

    input:
    val shard
    val of
    val manifest
    val settings
    val out

    output:
    val "${out}/shards/${shard}"

    script:
    """
    rm -f '${out}/shards/${shard}/run.json'
    voxomics cohort '${manifest}' --settings '${settings}' \
        --shard ${shard}/${of} --workers ${task.cpus} \
        --out '${out}/shards/${shard}' || test -e '${out}/shards/${shard}/run.json'
    """
}

process MERGE {
    memory '2 GB'
    time '1h'

    input:
    val shards
    val manifest
    val settings
    val out

    output:
    val "${out}/results/features.csv"

    script:
    """
    rm -f '${out}/results/run.json'
    voxomics cohort '${manifest}' --settings '${settings}' \
        --merge ${shards.collect { folder -> "'${folder}'" }.join(' ')} \
        --out '${out}/results' || test -e '${out}/results/run.json'
    """
}

workflow {
    // absolute paths, as a task works in a folder of its own
    manifest = file(params.manifest, checkIfExists: true).toAbsolutePath()
    settings = file(params.settings, checkIfExists: true).toAbsolutePath()
    out = file(params.out).toAbsolutePath()

    MEASURE(channel.of(1..params.shards), params.shards, manifest, settings, out)
    MERGE(MEASURE.out.collect(sort: true), manifest, settings, out).view()
}
