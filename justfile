# What has to pass before a change lands.
ci: format lint test docs

format:
    cargo fmt --all --check

lint:
    cargo clippy --workspace --all-targets --locked -- --deny warnings
    # The fuzz targets have a lock file of their own.
    cargo metadata --locked --format-version 1 --manifest-path fuzz/Cargo.toml > /dev/null

test:
    cargo test -p footnote -p bert -p fake-discord --locked

# What the log keeps of attacks and of everyday questions, in figures.
privacy:
    cargo test -p footnote --locked --test footnote privacy:: -- --nocapture

docs:
    RUSTDOCFLAGS="--deny warnings" cargo doc --workspace --no-deps --locked --document-private-items

# How long things take.
bench:
    cargo bench --locked

# Two hundred reloads under two thousand questions a second.
reloads:
    cargo bench --locked --bench discord -- reloads

# Two hours' worth of traffic and faults, in two minutes.
soak:
    cargo bench --locked --bench discord -- soak

# Everything that a hostile Discord can do, again and again for this many seconds; then memory is given
# a minute to come back.
attack seconds="60":
    cargo bench --locked --bench discord -- attack {{seconds}}

# How long each command of moderators takes on the worst tables that can be uploaded, and members' waits
# meanwhile.
moderators:
    cargo bench --locked --bench discord -- moderators

# A month of members who ask, and of a moderator who follows what the bot proposes.
month:
    cargo bench --locked --bench discord -- month

# Fuzz each target for this many seconds. Inputs that crash it are kept in fuzz/artifacts.
fuzz seconds="20":
    #!/usr/bin/env bash
    set -euo pipefail
    cd fuzz
    # With a target named, what only builds is left as it is.
    host=$(rustc --print host-tuple)
    cargo build --release --locked --target "$host"
    for target in parse ask table config questions custom_id gateway redact; do
        mkdir -p "corpus/$target" "artifacts/$target"
        seeds=()
        case "$target" in
            parse) seeds=(../tests/bad ../tests/skerry) ;;
            config) seeds=(../tests/bad/config) ;;
            questions) seeds=(../tests/bad/sets) ;;
        esac
        "target/$host/release/$target" -max_total_time={{seconds}} -max_len=4096 -print_final_stats=1 \
            -verbosity=0 -artifact_prefix="artifacts/$target/" "corpus/$target" "${seeds[@]}"
    done

# What is packaged: one file, target/dist/footnote, optimised as a whole.
dist:
    cargo build --profile dist --locked --bin footnote
