//! Descriptions of view structs, and the macro that declares both together.

use super::kind::Kind;

/// A value: its name, its kind, what it means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the documentation"))]
    pub(crate) doc: &'static str,
    /// Whether templates see it; others are for the program alone.
    pub(crate) is_visible: bool,
}

impl Field {
    /// A value that templates see.
    pub(crate) const fn new(name: &'static str, kind: Kind, doc: &'static str) -> Field {
        Field { name, kind, doc, is_visible: true }
    }

    /// A field of a view struct that templates do not see.
    pub(crate) const HIDDEN: Field = Field { is_visible: false, ..Field::new("", Kind::Any, "") };
}

/// Several values under one name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    #[cfg_attr(not(test), expect(dead_code, reason = "for the documentation"))]
    pub(crate) name: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the documentation"))]
    pub(crate) doc: &'static str,
    pub(crate) all_fields: &'static [Field],
}

impl Shape {
    /// The values that templates see.
    pub(crate) fn fields(self) -> impl Iterator<Item = &'static Field> {
        self.all_fields.iter().filter(|field| field.is_visible)
    }
}

/// A struct whose fields templates can use by their names.
pub(crate) trait TemplateStruct {
    /// Its name, its meaning and its fields.
    const SHAPE: Shape;

    /// [`TemplateStruct::SHAPE`] as a function, so that shapes can contain each other.
    fn shape() -> Shape {
        Self::SHAPE
    }
}

/// Declares a struct that templates can use, and describes it: its doc comment and those of its fields reach the
/// documentation for theme authors.
///
/// - `as "Name"` after the struct's name gives it another name in the documentation.
/// - `#[shown_as(Type)]` before a field describes it as if it had another type, such as `Html` for a `String`.
/// - Fields with `#[serde(skip)]` are for the program alone.
macro_rules! template_struct {
    (
        $(#[doc = $doc:literal])*
        #[derive($($derive:ident),*)]
        $vis:vis struct $name:ident $(<$life:lifetime>)? $(as $shown_name:literal)? {
            $(
                $(#[doc = $field_doc:literal])*
                $(#[shown_as($shown:ty)])?
                $(#[serde($skip:ident)])?
                $field_vis:vis $field:ident: $ty:ty,
            )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive($($derive),*)]
        $vis struct $name $(<$life>)? {
            $(
                $(#[doc = $field_doc])*
                $(#[serde($skip)])?
                $field_vis $field: $ty,
            )*
        }

        impl $(<$life>)? $crate::site::values::describe::TemplateStruct for $name $(<$life>)? {
            const SHAPE: $crate::site::values::describe::Shape =
                $crate::site::values::describe::Shape {
                    name: $crate::site::values::describe::template_struct!(
                        @name $name $($shown_name)?
                    ),
                    doc: concat!($($doc),*),
                    all_fields: &[$(
                        $crate::site::values::describe::template_struct!(
                            @field [$($skip)?] $field [$($shown)?] [$ty] [$($field_doc),*]
                        )
                    ),*],
                };
        }

        impl $(<$life>)? $crate::site::values::kind::TemplateValue for $name $(<$life>)? {
            const KIND: $crate::site::values::kind::Kind = $crate::site::values::kind::Kind::Shape(
                <Self as $crate::site::values::describe::TemplateStruct>::shape,
            );
        }
    };
    (@name $name:ident) => { stringify!($name) };
    (@name $name:ident $shown_name:literal) => { $shown_name };
    (@field [$skip:ident] $($rest:tt)*) => { $crate::site::values::describe::Field::HIDDEN };
    (@field [] $field:ident [] [$ty:ty] [$($doc:literal),*]) => {
        $crate::site::values::describe::Field::new(
            stringify!($field),
            <$ty as $crate::site::values::kind::TemplateValue>::KIND,
            concat!($($doc),*),
        )
    };
    (@field [] $field:ident [$shown:ty] [$ty:ty] [$($doc:literal),*]) => {
        $crate::site::values::describe::template_struct!(
            @field [] $field [] [$shown] [$($doc),*]
        )
    };
}

pub(crate) use template_struct;
