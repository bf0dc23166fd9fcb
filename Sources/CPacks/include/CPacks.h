#pragma once

/// Bytes that live in the binary as long as it runs.
typedef struct {
    const unsigned char *bytes;
    unsigned long count;
} tutti_pack;

/// How many packs of questions there are.
unsigned long tutti_pack_count(void);

/// One of them, by its place.
tutti_pack tutti_pack_at(unsigned long place);
