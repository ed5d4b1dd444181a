package import MeritCore

/// An API key, without its secret.
package struct APIKeyRow: Hashable, Sendable {
    /// Shown in lists; 1 or more characters.
    package let id: String
    /// SHA-256 of the secret.
    package let secret: Digest
    package let name: String
    /// Whose key it is; nil: nobody's.
    package let person: PersonNumber?
    /// Names of scopes, without spaces.
    package let scopes: [String]
    package let createdAt: Timestamp
    package let expiresAt: Timestamp?
    package let revokedAt: Timestamp?

    package init(
        id: String, secret: Digest, name: String, person: PersonNumber?, scopes: [String],
        createdAt: Timestamp, expiresAt: Timestamp?, revokedAt: Timestamp?
    ) {
        self.id = id
        self.secret = secret
        self.name = name
        self.person = person
        self.scopes = scopes
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }

    static let columns = "id, secret, name, person, scopes, created_at, expires_at, revoked_at"

    init(_ row: Row) throws(StoreError) {
        self.init(
            id: row.text(0), secret: try row.digest(1), name: row.text(2),
            person: row.optional(3, row.person),
            scopes: row.text(4).split(separator: " ").map(String.init),
            createdAt: row.timestamp(5), expiresAt: row.optional(6, row.timestamp),
            revokedAt: row.optional(7, row.timestamp))
    }
}

extension Vault {
    private static let insertKey = Query(
        "apiKeys.insert",
        """
        INSERT INTO api_keys (\(APIKeyRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    private static let allKeys = Query(
        "apiKeys.all", "SELECT \(APIKeyRow.columns) FROM api_keys ORDER BY created_at, id")
    private static let findKey = Query(
        "apiKeys.bySecret", "SELECT \(APIKeyRow.columns) FROM api_keys WHERE secret = ?")
    private static let revokeKey = Query(
        "apiKeys.revoke",
        "UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")

    /// Keeps a new key. Its id and secret must be new.
    package func add(apiKey row: APIKeyRow) throws(StoreError) {
        try file.write { connection throws(StoreError) in
            try connection(Self.insertKey).run(
                row.id, row.secret, row.name, row.person, row.scopes.joined(separator: " "),
                row.createdAt, row.expiresAt, row.revokedAt)
        }
    }

    /// All keys, revoked and expired ones included, the oldest first.
    package func apiKeys() throws(StoreError) -> [APIKeyRow] {
        try file.read { connection throws(StoreError) in
            try connection(Self.allKeys).all { row throws(StoreError) in try APIKeyRow(row) }
        }
    }

    /// The key with this hash of its secret, whether or not it still holds. The hash is looked up,
    /// not compared: who guesses learns nothing of a secret from how long that takes.
    package func apiKey(secret: Digest) throws(StoreError) -> APIKeyRow? {
        try file.read { connection throws(StoreError) in
            try connection(Self.findKey).first(secret) { row throws(StoreError) in
                try APIKeyRow(row)
            }
        }
    }

    /// Revokes a key from `moment` on; one that is revoked already, or unknown, stays as it is.
    package func revoke(apiKey id: String, at moment: Timestamp) throws(StoreError) {
        try file.write { connection throws(StoreError) in
            try connection(Self.revokeKey).run(moment, id)
        }
    }
}
