# Every target sets up what it needs (tools/setup), can be repeated, and is quick when there is nothing to do.
.PHONY: help build run test bench fuzz campaign clean

help: ## lists these targets
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

build: ## builds build/release/epitaph
	@tools/setup build
	@tools/build release epitaph

run: build ## builds, serves on ./epitaph-data, sends the sample events in, and shows why each task stopped
	@tools/run

test: ## every test: unit and end to end, under the sanitizers, fuzzed for ten seconds, killed five times
	@tools/setup test
	@tools/test

bench: ## measures events a second, start-up time and memory
	@tools/setup build
	@tools/bench

fuzz: ## fuzzes each target for a minute (FUZZ_SECONDS=60)
	@tools/setup test
	@tools/fuzz $(or $(FUZZ_SECONDS),60)

campaign: ## the long versions: 100 kills, every test under ThreadSanitizer, ten minutes of fuzzing a target
	@tools/setup test
	@EPITAPH_CRASH_ROUNDS=100 EPITAPH_TSAN=all EPITAPH_FUZZ_SECONDS=600 tools/test crash tsan fuzz

clean: ## removes what was built and what npm installed; ./epitaph-data stays
	rm -rf build node_modules .pytest_cache
