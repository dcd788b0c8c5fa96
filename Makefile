# Every target calls one script, so that each can be read, run and changed by itself.
.DEFAULT_GOAL := help
.PHONY: help demo test audit real bench bench-pages bench-models build assets e2e fmt setup

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Make a demo salon chain, score its clients, print the star report
	@scripts/demo.sh

test: ## Formatter, clippy, every test on SQLite and PostgreSQL, docs
	@scripts/test.sh

audit: ## Licences, bans and sources of all dependencies
	@scripts/audit.sh

real: ## Import two public data sets, score and backtest them, check every star with DuckDB
	@scripts/real.sh

bench: ## Measure import, score, record and card
	@scripts/bench.sh

bench-pages: ## Measure the pages under load, with 100,000 clients
	@scripts/bench_pages.sh

bench-models: ## Measure the models of visits against lifetimes
	@scripts/bench_models.sh

build: ## Build the program: target/release/regulars
	@scripts/build.sh

e2e: ## Walk through the pages in Chromium
	@scripts/e2e.sh

assets: ## Fetch the one script of the pages from npm
	@scripts/assets.sh

fmt: ## Format the code
	@cargo fmt --all

setup: ## Install what building and testing need (Debian 12, as root)
	@scripts/setup.sh build test real
