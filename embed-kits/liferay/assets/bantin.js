// The address of the news server: the only line to change.
import "https://tin.example.gov.vn/embed.js";
