# The commands of the house. Each installs what it needs and says so.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

REPO ?= .
# Histories to measure on, in place of invented ones: make bench REPOSITORIES="/path/one /path/two"
REPOSITORIES ?=
SWIFT_SOURCES := Package.swift Sources Tests
# With Swift's own libraries inside: the program starts some milliseconds sooner and needs no Swift where it runs. Nothing loads it,
# so that no name of its 70,000 has to be found from outside.
RELEASE := swift build -c release --static-swift-stdlib -Xlinker --no-export-dynamic

# C inside is optimised: most of what the tests' processors do is making keys of 3,072 bits.
DEBUG := swift build -Xcc -O1

.PHONY: help run test check format lint golden bench pictures build-packages test-packages

help: ## This list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: build-packages ## Build Tutti and serve a clone: make run REPO=/path (this one by default)
	$(RELEASE) --product tutti
	exec .build/release/tutti serve --data .build/tutti-data --repository "$(REPO)"

# Tests that run at once: each may hold servers, databases and many open files, and waits for its turn on the processor.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH := 24

test: test-packages lint ## Everything: format, both database engines, documents, browser
	python=$$(scripts/test-tools); \
	$(DEBUG) --build-tests; \
	TUTTI_PYTHON="$$python" TUTTI_AXE="$$PWD/.build-judges/axe.min.js" scripts/run-tests

check: build-packages lint ## The quick half, for every commit: format, build, tests without servers and browser
	$(DEBUG) --build-tests
	TUTTI_SKIP_POSTGRES=1 scripts/run-tests --skip BrowserTests

lint:
	swift format lint --strict --recursive $(SWIFT_SOURCES)

format: ## Put every Swift file into the house's form
	swift format --in-place --recursive $(SWIFT_SOURCES)

golden: test-packages ## Write the golden files anew; read the difference before you commit it
	python=$$(scripts/test-tools); \
	$(DEBUG) --build-tests; \
	TUTTI_GOLDEN=1 TUTTI_PYTHON="$$python" swift test --skip-build --skip BrowserTests || true
	git status --short -- 'Tests/**/Golden/**'

bench: build-packages ## Measure every promised figure beside its reference
	@scripts/install-packages bench
	$(RELEASE) --product tutti
	$(RELEASE) --product reading
	$(RELEASE) --product answering
	$(RELEASE) --product waiting
	$(RELEASE) --product formats
	$(RELEASE) --product submitting
	$(RELEASE) --product delivering
	$(RELEASE) --product inventing
	$(RELEASE) --product measuring
	scripts/bench $(REPOSITORIES)
	scripts/bench-answers
	scripts/bench-answers --flush 4
	scripts/bench-hooks
	scripts/bench-hooks --flush 4
	scripts/bench-delivery

pictures: test-packages ## Take the pictures of the README and the guide from the invented team
	$(RELEASE) --product tutti
	$(DEBUG) --product pictures
	.build/debug/pictures .build/release/tutti docs/guide/pictures

build-packages:
	@scripts/install-packages build

test-packages:
	@scripts/install-packages test
