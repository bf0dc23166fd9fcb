#pragma once

/// Bytes that live in the binary as long as it runs.
typedef struct {
    const unsigned char *bytes;
    unsigned long count;
} tutti_asset;

tutti_asset tutti_stylesheet(void);
tutti_asset tutti_icon(void);
tutti_asset tutti_live_region(void);
tutti_asset tutti_blind_tickets(void);
tutti_asset tutti_tickets(void);
tutti_asset tutti_pulse(void);
tutti_asset tutti_replies(void);
