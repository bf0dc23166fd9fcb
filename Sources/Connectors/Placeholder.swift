// Connectors
