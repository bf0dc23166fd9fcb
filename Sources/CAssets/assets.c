#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// In the order of their layers; a component's file may stand anywhere after the layout.
static const unsigned char stylesheet[] = {
#embed "css/reset.css" suffix(,)
#embed "css/tokens.css" suffix(,)
#embed "css/base.css" suffix(,)
#embed "css/layout.css" suffix(,)
#embed "css/head.css" suffix(,)
#embed "css/choice.css" suffix(,)
#embed "css/button.css" suffix(,)
#embed "css/tag.css" suffix(,)
#embed "css/card.css" suffix(,)
#embed "css/finding.css" suffix(,)
#embed "css/next.css" suffix(,)
#embed "css/table.css" suffix(,)
#embed "css/note.css" suffix(,)
#embed "css/prose.css" suffix(,)
#embed "css/details.css" suffix(,)
#embed "css/form.css" suffix(,)
#embed "css/question.css" suffix(,)
#embed "css/likert.css" suffix(,)
#embed "css/progress.css" suffix(,)
#embed "css/chart.css" suffix(,)
#embed "css/print.css"
};

static const unsigned char icon[] = {
#embed "favicon.svg"
};

static const unsigned char live_region[] = {
#embed "js/live-region.js"
};

static const unsigned char blind_tickets[] = {
#embed "js/blind-tickets.js"
};

static const unsigned char tickets[] = {
#embed "js/tickets.js"
};

static const unsigned char pulse[] = {
#embed "js/pulse.js"
};

static const unsigned char replies[] = {
#embed "js/replies.js"
};

#define ASSET(name) ((tutti_asset){name, sizeof name})

tutti_asset tutti_stylesheet(void) { return ASSET(stylesheet); }
tutti_asset tutti_icon(void) { return ASSET(icon); }
tutti_asset tutti_live_region(void) { return ASSET(live_region); }
tutti_asset tutti_blind_tickets(void) { return ASSET(blind_tickets); }
tutti_asset tutti_tickets(void) { return ASSET(tickets); }
tutti_asset tutti_replies(void) { return ASSET(replies); }
tutti_asset tutti_pulse(void) { return ASSET(pulse); }
