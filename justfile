# What has to pass before a change lands.
ci: format lint test docs

format:
    cargo fmt --check

lint:
    cargo clippy --all-targets --locked -- --deny warnings

test:
    cargo test --locked

docs:
    RUSTDOCFLAGS="--deny warnings" cargo doc --no-deps --locked --document-private-items

# How long things take.
bench:
    cargo bench --locked

# Two hundred reloads under two thousand questions a second.
reloads:
    cargo bench --locked --bench discord -- reloads

# Two hours' worth of traffic and faults in two minutes.
soak:
    cargo bench --locked --bench discord -- soak
