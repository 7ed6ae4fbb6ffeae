//! Posts as an office has after some years.

/// A script for [`Wordpress::php_with`]: 250 posts in two categories, an hour apart, the newest with the picture that is given as
/// base64 of a PNG; then a draft, and one behind a password. It returns the newest one's id.
pub const POSTS: &str = r#"
require_once ABSPATH . 'wp-admin/includes/image.php'; require_once ABSPATH . 'wp-admin/includes/taxonomy.php';
$news = wp_create_category('Tin hoạt động'); $notices = wp_create_category('Thông báo');
wp_delete_post(1, true); wp_defer_term_counting(true);
for ($i = 1; $i <= 250; $i++) {
    $at = gmdate('Y-m-d H:i:s', 1700000000 + 3600 * $i);
    $id = wp_insert_post(['post_title' => "Tin số $i & “trích”", 'post_content' => "<!-- wp:paragraph --><p>Nội dung $i</p><!-- /wp:paragraph -->",
        'post_status' => 'publish', 'post_date_gmt' => $at, 'post_date' => get_date_from_gmt($at), 'post_category' => [$i % 2 ? $news : $notices]]);
}
$upload = wp_upload_bits('den-chai.png', null, base64_decode($given[0]));
$picture = wp_insert_attachment(['post_mime_type' => 'image/png', 'post_title' => 'Đèn chai'], $upload['file'], $id);
wp_update_attachment_metadata($picture, wp_generate_attachment_metadata($picture, $upload['file']));
set_post_thumbnail($id, $picture);
wp_insert_post(['post_title' => 'Bản nháp', 'post_status' => 'draft', 'post_content' => 'x']);
wp_insert_post(['post_title' => 'Nội bộ', 'post_status' => 'publish', 'post_password' => 'bi-mat', 'post_content' => 'Chỉ nội bộ đọc']);
return $id;
"#;
